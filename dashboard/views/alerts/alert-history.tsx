import { formatCount, formatDay, formatLocalTime } from '../../i18n/format.ts'
import { language } from '../../state/language.ts'
import { namePlace } from './names.ts'
import { Probability } from './probability.tsx'
import { StageMark } from './stage-mark.tsx'
import type { Episode, HistoryDay } from './state.ts'
import { TEXT } from './text.ts'
import { writeExpected } from './write-numbers.ts'

const NONE = '–'

interface AlertHistoryProps {
  days: readonly HistoryDay[]
  /** Where the rise is now: where it was elsewhere before, that is said. */
  place: Pick<Episode, 'area' | 'category' | 'hours'>
}

/** A rise day by day, or hour by hour, the newest first. */
export function AlertHistory({ days, place }: AlertHistoryProps) {
  const lang = language.value
  const text = TEXT[lang]
  const title = place.hours ? text.hourHistory : text.history
  const isHere = ({ area, category }: HistoryDay) =>
    area === place.area && category === place.category
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section class="alert-scroll" tabIndex={0} aria-label={title}>
      <table class="alert-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.asOf}</th>
            <th scope="col">{text.stage}</th>
            <th scope="col">{text.observed}</th>
            <th scope="col">{text.expected}</th>
            <th scope="col">{text.probability}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.hour ?? day.asOf}>
              <th scope="row">
                {day.hour ? formatLocalTime(day.hour, lang) : formatDay(day.asOf, lang)}
                {!isHere(day) && <small> {namePlace({ ...day, hours: place.hours })}</small>}
              </th>
              <td>
                <StageMark stage={day.stage} />
              </td>
              <td>{day.observed === null ? NONE : formatCount(day.observed, lang)}</td>
              <td>{day.expected === null ? NONE : writeExpected(day.expected, lang)}</td>
              <td>{day.pValue === null ? NONE : <Probability name="p" value={day.pValue} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
