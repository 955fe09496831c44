import { catalog } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { HEADLINES } from './state.ts'
import { TEXT } from './text.ts'
import { Tiles } from './tiles.tsx'

/** The headline numbers of the period, each with its changes and its course. */
export function Headline() {
  const text = TEXT[language.value]
  const offered = catalog.value?.measures.filter(({ available }) => available) ?? []
  return (
    <section class="headline" aria-labelledby="headline-title">
      <h2 id="headline-title" class="hidden">
        {text.title}
      </h2>
      <div class="tiles">
        {HEADLINES.map((ids, i) => (
          <Tiles
            key={ids[0]}
            priority={i === 0 ? 'high' : 'low'}
            measures={ids.flatMap((id) => offered.find((measure) => measure.id === id) ?? [])}
          />
        ))}
      </div>
      <p class="headline-note">{text.note}</p>
    </section>
  )
}
