import { frame, joined, layerOf } from '../../marks/joined.ts'
import type { PlacedCell, WeekLayout } from './layout.ts'
import type { WeekCell } from './state.ts'

const LAYERS = ['names', 'bars', 'cells'] as const

export interface WeekWords {
  weekday: (weekday: number) => string
  hour: (hour: number) => string
  /** A cell in a sentence. */
  cell: (cell: WeekCell) => string
}

interface PlacedRow {
  key: string
  cells: PlacedCell[]
}

const rowsOf = ({ rows, cells }: WeekLayout): PlacedRow[] =>
  Array.from({ length: rows }, (_, row) => ({
    key: String(row),
    cells: cells.filter((cell) => cell.row === row),
  }))

/** Draws the hours of the week as a grid; `active` is the cell that the Tab key reaches. */
export function drawWeek(
  svg: SVGSVGElement,
  placed: WeekLayout,
  words: WeekWords,
  active: string,
): void {
  frame(svg, placed)
  svg.setAttribute('role', 'grid')
  joined(layerOf(svg, LAYERS, 'names'), 'text', placed.names)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('text-anchor', ({ anchor }) => anchor)
    .attr('aria-hidden', 'true')
    .text(({ weekday, hour }) =>
      weekday === null ? words.hour(hour ?? 0) : words.weekday(weekday),
    )

  joined<SVGRectElement, (typeof placed.bars)[number]>(
    layerOf(svg, LAYERS, 'bars'),
    'rect',
    placed.bars,
  )
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('width', ({ width }) => width)
    .attr('height', ({ height }) => height)
    .attr('data-shade', ({ shade }) => shade)
    .attr('aria-hidden', 'true')

  const rows = joined<SVGGElement, PlacedRow>(layerOf(svg, LAYERS, 'cells'), 'g', rowsOf(placed))
  rows.attr('role', 'row').each(function ({ cells }) {
    joined<SVGRectElement, PlacedCell>(this, 'rect', cells)
      .attr('role', 'gridcell')
      .attr('tabindex', ({ key }) => (key === active ? 0 : -1))
      .attr('aria-label', ({ cell }) => words.cell(cell))
      .attr('data-shade', ({ shade }) => shade)
      .attr('class', ({ few }) => (few ? 'few' : null))
      .attr('x', ({ x }) => x)
      .attr('y', ({ y }) => y)
      .attr('width', ({ width }) => width)
      .attr('height', ({ height }) => height)
  })
}
