import { useSignal } from '@preact/signals'
import { formatDays } from '../../i18n/format.ts'
import { shownRange } from '../../state/brush.ts'
import { catalog } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { view } from '../../state/view.ts'
import { Chips } from './chips.tsx'
import { FACETS } from './facets.ts'
import { LeftOut } from './left-out.tsx'
import { Periods } from './periods.tsx'
import { Picker } from './picker.tsx'
import { TEXT } from './text.ts'

/** What the page speaks of: its period and its filters. */
export function FilterBar() {
  const text = TEXT[language.value]
  const days = shownRange.value
  const open = useSignal(false)
  const facets = FACETS.filter(({ levels }) => {
    const top = catalog.value?.dimensions.find(({ id }) => id === levels[0])
    return top && top.members.length > 0
  })
  const { length } = view.value.where
  return (
    <search class="filter-bar" aria-label={text.title}>
      <div class="filter-row">
        <Periods />
        <p class="filter-days">{days && formatDays(days.from, days.to, language.value)}</p>
        <button
          type="button"
          class="filter-toggle"
          aria-expanded={open.value}
          aria-controls="pickers"
          onClick={() => {
            open.value = !open.value
          }}
        >
          {text.filters}
          {length > 0 && <span class="pick-count">{length}</span>}
        </button>
        <div id="pickers" class="pickers" data-open={open.value}>
          {facets.map((facet) => (
            <Picker key={facet.id} facet={facet} />
          ))}
        </div>
      </div>
      <Chips />
      <LeftOut />
    </search>
  )
}
