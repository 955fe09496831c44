import type {
  Briefing,
  BriefingPiece,
  BriefingSection,
} from '../../../server/contract/briefings.ts'
import { language } from '../../state/language.ts'
import { Pieces } from './prose.tsx'

type Table = BriefingSection['tables'][number]
type Cell = Table['rows'][number][number]

const isLabels = (cell: Cell): cell is Extract<Cell, { en: string }> =>
  typeof cell === 'object' && 'en' in cell

function CellText({ briefing, cell }: { briefing: Briefing; cell: Cell }) {
  if (isLabels(cell)) return <>{cell[language.value]}</>
  return <Pieces briefing={briefing} pieces={[cell as BriefingPiece]} />
}

function FactTable({ briefing, table }: { briefing: Briefing; table: Table }) {
  const lang = language.value
  return (
    <div class="briefing-table" data-wide={table.columns.length > 5}>
      <table>
        <caption>{table.title[lang]}</caption>
        <thead>
          <tr>
            {table.columns.map(({ names, numeric }) => (
              <th key={names.en} scope="col" class={numeric ? 'number' : ''}>
                {names[lang]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, column) => {
                const text = <CellText briefing={briefing} cell={cell} />
                const name = table.columns[column]?.names.en
                if (column === 0) {
                  return (
                    <th key={name} scope="row">
                      {text}
                    </th>
                  )
                }
                return (
                  <td
                    key={`${column} ${name}`}
                    class={table.columns[column]?.numeric ? 'number' : ''}
                  >
                    {text}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A section of a briefing: what it says, draws and lists. */
export function SectionView({
  briefing,
  section,
}: {
  briefing: Briefing
  section: BriefingSection
}) {
  const lang = language.value
  return (
    <section class="briefing-section" aria-labelledby={`section-${section.id}`}>
      <h2 id={`section-${section.id}`}>{section.title[lang]}</h2>
      {section.paragraphs.map((one, i) => (
        <p key={i}>
          <Pieces briefing={briefing} pieces={one[lang]} />
        </p>
      ))}
      {section.charts.map(({ id, title, svg }) => (
        <figure key={id}>
          <figcaption>{title[lang]}</figcaption>
          <div
            class="briefing-chart"
            role="img"
            aria-label={title[lang]}
            dangerouslySetInnerHTML={{ __html: svg[lang] }}
          />
        </figure>
      ))}
      {section.tables.length > 0 && (
        <div class="briefing-tables">
          {section.tables.map((table) => (
            <FactTable key={table.id} briefing={briefing} table={table} />
          ))}
        </div>
      )}
    </section>
  )
}
