import { select } from 'd3'
import { joined, write } from '../../marks/joined.ts'
import type { MatrixLayout, PlacedCell, PlacedMember } from './layout.ts'

export interface MatrixWords {
  row: (code: string) => string
  column: (code: string) => string
  total: string
  /** The total of a row or a column. */
  level: (member: PlacedMember) => string
  cell: (cell: PlacedCell) => string
}

/** A place in the grid: row 0 are the columns' names, column 0 the rows' names, column 1 the totals. */
export const placeKey = (row: number, column: number): string => `${row},${column}`

const FIRST_CELL = 2

interface PlacedRow {
  key: string
  row: PlacedMember
  cells: PlacedCell[]
}

const part = (parent: Element, tag: string, key: string): HTMLElement =>
  joined<HTMLElement, { key: string }>(parent, tag, [{ key }]).node() as HTMLElement

/** Marks elements as places of the grid; `active` is the one that the Tab key reaches. */
function setPlace(element: Element, key: string, active: string): void {
  const tabIndex = key === active ? '0' : '-1'
  if (element.getAttribute('data-place') !== key) element.setAttribute('data-place', key)
  if (element.getAttribute('tabindex') !== tabIndex) element.setAttribute('tabindex', tabIndex)
}

/** Draws the matrix into a table. */
export function drawMatrix(
  table: HTMLTableElement,
  placed: MatrixLayout,
  words: MatrixWords,
  active: string,
): void {
  select(table)
    .style('--matrix-width', `${placed.tableWidth}px`)
    .style('--matrix-name', `${placed.nameWidth}px`)
    .style('--matrix-total', `${placed.totalWidth}px`)
    .style('--matrix-cell', `${placed.cellWidth}px`)
    .attr('role', 'grid')
    .attr('data-row-bars', String(placed.bars.rows))
    .attr('data-column-bars', String(placed.bars.columns))
    .attr('data-small', String(placed.small))
    .attr('data-long', String(placed.longNames))
  drawHead(part(table, 'thead', 'head'), placed, words, active)
  const rows = placed.rows.map(
    (row): PlacedRow => ({
      key: row.key,
      row,
      cells: placed.cells.filter((cell) => cell.row === row.place),
    }),
  )
  joined<HTMLTableRowElement, PlacedRow>(part(table, 'tbody', 'body'), 'tr', rows).each(function ({
    row,
    cells,
  }) {
    drawRow(this, row, cells, words, active)
  })
}

function drawHead(
  head: Element,
  { columns }: MatrixLayout,
  words: MatrixWords,
  active: string,
): void {
  const row = part(head, 'tr', 'columns')
  const corner = part(row, 'td', 'corner')
  corner.className = 'matrix-corner'
  const headings = [
    { key: 'total', member: null },
    ...columns.map((one) => ({ key: one.key, member: one })),
  ]
  joined<HTMLTableCellElement, (typeof headings)[number]>(row, 'th', headings)
    .attr('scope', 'col')
    .attr('class', ({ member }) => (member ? 'matrix-column' : 'matrix-total'))
    .each(function ({ member }) {
      if (!member) {
        write(this, words.total)
        setPlace(this, placeKey(0, 1), active)
        return
      }
      const bar = part(this, 'span', 'bar')
      bar.className = 'matrix-bar'
      part(bar, 'i', 'length').style.height = `${100 * member.share}%`
      const value = part(this, 'b', 'value')
      write(value, words.level(member))
      const name = part(this, 'button', 'name')
      write(name, words.column(member.key))
      name.setAttribute('type', 'button')
      setPlace(name, placeKey(0, member.place + FIRST_CELL), active)
    })
}

function drawRow(
  line: HTMLTableRowElement,
  row: PlacedMember,
  cells: PlacedCell[],
  words: MatrixWords,
  active: string,
): void {
  const heading = part(line, 'th', 'name')
  heading.setAttribute('scope', 'row')
  const name = part(heading, 'button', 'name')
  write(name, words.row(row.key))
  name.setAttribute('type', 'button')
  setPlace(name, placeKey(row.place + 1, 0), active)

  const data = [{ key: 'total', cell: null }, ...cells.map((cell) => ({ key: cell.key, cell }))]
  joined<HTMLTableCellElement, (typeof data)[number]>(line, 'td', data)
    .attr('class', ({ cell }) => (cell ? `matrix-cell${cell.faint ? ' few' : ''}` : 'matrix-total'))
    .attr('data-shade', ({ cell }) => cell?.shade ?? null)
    .each(function ({ cell }) {
      if (cell) {
        write(this, words.cell(cell))
        setPlace(this, placeKey(cell.row + 1, cell.column + FIRST_CELL), active)
        return
      }
      const bar = part(this, 'span', 'bar')
      bar.className = 'matrix-bar'
      part(bar, 'i', 'length').style.width = `${100 * row.share}%`
      write(part(this, 'b', 'value'), words.level(row))
      setPlace(this, placeKey(row.place + 1, 1), active)
    })
}
