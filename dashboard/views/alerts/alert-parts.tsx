import { formatCount } from '../../i18n/format.ts'
import { numberFormat } from '../../i18n/formatters.ts'
import { language } from '../../state/language.ts'
import { nameArea, nameCategory } from './names.ts'
import { type Alert, splitParts, type ToldPart } from './state.ts'
import { TEXT } from './text.ts'
import { writeExpected } from './write-numbers.ts'

/** What carries a rise: by area and by kind of complaint, each as a table. */
export function AlertParts({ alert }: { alert: Alert }) {
  const text = TEXT[language.value]
  const { areas, categories } = splitParts(alert)
  const isBeyond = [...areas, ...categories].some(({ share }) => share > 1)
  return (
    <div class="alert-parts">
      <Parts title={text.areas} parts={areas} nameOf={({ area }) => nameArea(area)} />
      <Parts
        title={text.categories}
        parts={categories}
        nameOf={({ category }) => nameCategory(category)}
      />
      {isBeyond && <p class="alert-aside">{text.partsNote}</p>}
    </div>
  )
}

interface PartsProps {
  title: string
  parts: readonly ToldPart[]
  nameOf: (part: ToldPart) => string
}

function Parts({ title, parts, nameOf }: PartsProps) {
  const lang = language.value
  const text = TEXT[lang]
  if (parts.length === 0) return null
  const share = numberFormat(lang, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <table class="alert-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.part}</th>
          <th scope="col">{text.observed}</th>
          <th scope="col">{text.expected}</th>
          <th scope="col">{text.share}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={`${part.area} ${part.category}`}>
            <th scope="row">{nameOf(part)}</th>
            <td>{formatCount(part.observed, lang)}</td>
            <td>{writeExpected(part.expected, lang)}</td>
            <td class="alert-share" style={{ '--share': Math.min(1, part.share) }}>
              {share.format(part.share)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
