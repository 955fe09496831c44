import { formatCount } from '../../i18n/format.ts'
import { dimensionOf, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { change, type Filter, filterBy, view } from '../../state/view.ts'
import { TEXT } from './text.ts'

const MOST_CHIPS = 4

/** The filters in force, each of which can be taken away. */
export function Chips() {
  const { where } = view.value
  if (where.length === 0) return null
  const text = TEXT[language.value]
  return (
    <section class="chips" aria-label={text.chosen}>
      {where.map((clause) => (
        <ClauseChips key={clause.dimension} clause={clause} />
      ))}
      <button type="button" class="quiet" onClick={() => change({ where: [] })}>
        {text.reset}
      </button>
    </section>
  )
}

function ClauseChips({ clause: { dimension, in: members } }: { clause: Filter }) {
  const lang = language.value
  const text = TEXT[lang]
  const of = dimensionOf(dimension)?.names[lang] ?? dimension
  if (members.length > MOST_CHIPS) {
    const many = text.manyChosen(formatCount(members.length, lang))
    return <Chip of={of} name={many} remove={() => filterBy(dimension, [])} />
  }
  return (
    <>
      {members.map((code) => (
        <Chip
          key={code}
          of={of}
          name={nameOf(dimension, code)}
          remove={() =>
            filterBy(
              dimension,
              members.filter((member) => member !== code),
            )
          }
        />
      ))}
    </>
  )
}

function Chip({ of, name, remove }: { of: string; name: string; remove: () => void }) {
  const text = TEXT[language.value]
  return (
    <button type="button" class="chip" aria-label={text.remove(`${of}: ${name}`)} onClick={remove}>
      <span class="chip-of">{of}</span> {name}
      <svg class="chip-cross" viewBox="0 0 10 10" aria-hidden="true">
        <path d="M2 2 8 8M8 2 2 8" />
      </svg>
    </button>
  )
}
