import { lazily } from '../../frame/lazily.tsx'
import { formatDateline } from '../../i18n/format.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { catalog } from '../../state/catalog.ts'
import { dayOf } from '../../state/days.ts'
import { language } from '../../state/language.ts'
import { city } from '../../state/view.ts'
import { FilterBar } from '../../views/filter-bar/filter-bar.tsx'
import { Headline } from '../../views/headline/headline.tsx'
import { NoData } from './no-data.tsx'
import { SoFar } from './so-far.tsx'
import { Updates } from './updates.tsx'

const Views = lazily(async () => (await import('./views.tsx')).Views)

/** The city today: the headline numbers and the views behind them. */
export function CityToday() {
  const lang = language.value
  const text = MESSAGES[lang]
  const shown = city.value
  return (
    <div class="today">
      <div class="today-head">
        <p class="dateline">
          {shown?.through &&
            text.dayOfCity(shown.names[lang], formatDateline(dayOf(shown.through), lang))}
        </p>
        <h1>{text.today}</h1>
        {shown?.through && <SoFar through={shown.through} />}
      </div>
      <NoData />
      {shown?.through && (
        <>
          <FilterBar />
          <Headline />
          {catalog.value && <Views />}
        </>
      )}
      <Updates />
    </div>
  )
}
