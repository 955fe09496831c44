import type { Forecasts as Told } from '../../../server/contract/forecasts.ts'
import { addressOf } from '../../api/read.ts'
import { formatCount, formatDay } from '../../i18n/format.ts'
import { go } from '../../state/address.ts'
import { chosenSeries, forecasts } from '../../state/ahead.ts'
import { nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { city, linkTo } from '../../state/view.ts'
import '../../theme/views/forecast.css'
import { LookedSection } from '../looked-section.tsx'
import { OutlookPanel } from './outlook-panel.tsx'
import { cityOf, findPart, type NamedSeries, partsOf } from './state.ts'
import { TEXT } from './text.ts'

/** What is to be expected of the city, or of a part of it. */
export function Forecasts() {
  const text = TEXT[language.value]
  return (
    <LookedSection
      id="forecasts"
      text={text}
      of={forecasts}
      show={(told) => <Chosen told={told} />}
    />
  )
}

const nameCity = (): string =>
  TEXT[language.value].wholeCity(city.value?.names[language.value] ?? '')

function Chosen({ told }: { told: Told }) {
  const lang = language.value
  const text = TEXT[lang]
  const part = findPart(told, chosenSeries.value)
  const series = part?.series ?? cityOf(told)
  const name = part ? nameOf(part.dimension, part.code) : nameCity()
  return (
    <>
      <p class="ahead-note">
        {text.made(
          formatDay(told.asOf, lang),
          told.version === null ? null : formatCount(told.version, lang),
        )}
      </p>
      <Chooser told={told} part={part} />
      {series && (
        <>
          <div class="outlooks">
            <OutlookPanel outlook={series.days} horizon="days" of={name} />
            <OutlookPanel outlook={series.months} horizon="months" of={name} />
          </div>
          <p class="ahead-source">
            <a href={addressOf(series.question)}>{text.past}</a>
          </p>
        </>
      )}
    </>
  )
}

const CITY = ''
const keyOf = ({ dimension, code }: NamedSeries): string =>
  `/${dimension}/${encodeURIComponent(code)}`

function Chooser({ told, part }: { told: Told; part: NamedSeries | null }) {
  const text = TEXT[language.value]
  const parts = partsOf(told)
  return (
    <label class="forecast-of">
      <span>{text.of}</span>
      <select
        value={part ? keyOf(part) : CITY}
        onChange={(event) => go(linkTo(`/ahead${event.currentTarget.value}`))}
      >
        <option value={CITY}>{nameCity()}</option>
        {(['district', 'category1'] as const).map((dimension) => (
          <optgroup key={dimension} label={text.parts[dimension]}>
            {parts[dimension].map((one) => (
              <option key={one.code} value={keyOf(one)}>
                {nameOf(dimension, one.code)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}
