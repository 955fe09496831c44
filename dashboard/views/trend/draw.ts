import { frame, joined, layerOf } from '../../marks/joined.ts'
import type { PlacedDays } from './alert-days.ts'
import type { PlacedCursor } from './cursor.ts'
import type { PlacedEnd, TrendLayout } from './placed.ts'

const LAYERS = [
  'weekends',
  'alert-days',
  'levels',
  'times',
  'stretch',
  'start',
  'lines',
  'ends',
  'cursor',
] as const

/** Draws the chart; its cursor is drawn by itself, since it moves often. */
export function drawTrend(svg: SVGSVGElement, placed: TrendLayout): void {
  const { plot } = placed
  frame(svg, placed)

  joined(layerOf(svg, LAYERS, 'weekends'), 'rect', placed.weekends)
    .attr('x', ({ x }) => x)
    .attr('width', ({ width }) => width)
    .attr('y', plot.y)
    .attr('height', plot.height)

  const levels = layerOf(svg, LAYERS, 'levels')
  joined(levels, 'line', placed.levels)
    .attr('x1', plot.x)
    .attr('x2', plot.right)
    .attr('y1', ({ y }) => y)
    .attr('y2', ({ y }) => y)
  joined(levels, 'text', placed.levels)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('dy', '0.32em')
    .text(({ text }) => text)

  joined(layerOf(svg, LAYERS, 'times'), 'text', placed.times)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .text(({ text }) => text)

  joined(layerOf(svg, LAYERS, 'start'), 'line', placed.start)
    .attr('x1', ({ x }) => x)
    .attr('x2', ({ x }) => x)
    .attr('y1', plot.y)
    .attr('y2', plot.bottom)

  joined(layerOf(svg, LAYERS, 'lines'), 'path', placed.lines)
    .attr('class', ({ kind, context }) => `trend-line ${kind}${context ? ' context' : ''}`)
    .attr('d', ({ d }) => d)

  drawEnds(svg, placed.ends)
}

/** Shades the days of alerts. */
export function drawDays(svg: SVGSVGElement, days: readonly PlacedDays[], placed: TrendLayout) {
  joined<SVGRectElement, PlacedDays>(layerOf(svg, LAYERS, 'alert-days'), 'rect', days)
    .attr('x', ({ x }) => x)
    .attr('width', ({ width }) => width)
    .attr('y', placed.plot.y)
    .attr('height', placed.plot.height)
}

function drawEnds(svg: SVGSVGElement, placed: PlacedEnd[]): void {
  const ends = layerOf(svg, LAYERS, 'ends')
  joined(ends, 'circle', placed)
    .attr('class', ({ kind, hollow }) => `${kind}${hollow ? ' hollow' : ''}`)
    .attr('cx', ({ dotX }) => dotX)
    .attr('cy', ({ dotY }) => dotY)
    .attr('r', 3.5)
  const labels = joined(ends, 'text', placed)
    .attr('class', ({ kind }) => kind)
    .attr('y', ({ y }) => y)
  labels
    .selectAll<SVGTSpanElement, { text: string; x: number; dy: string }>('tspan')
    .data(({ text, value, x }) => [
      { text: value, x, dy: '-0.15em' },
      { text, x, dy: '1.15em' },
    ])
    .join('tspan')
    .attr('x', ({ x }) => x)
    .attr('dy', ({ dy }) => dy)
    .text(({ text }) => text)
}

/** Draws the cursor and returns the mark that its tip belongs to. */
export function drawCursor(svg: SVGSVGElement, placed: PlacedCursor): Element | null {
  joined(layerOf(svg, LAYERS, 'stretch'), 'rect', placed.stretch)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('width', ({ width }) => width)
    .attr('height', ({ height }) => height)
  const cursor = layerOf(svg, LAYERS, 'cursor')
  joined(cursor, 'line', placed.line)
    .attr('x1', ({ x }) => x)
    .attr('x2', ({ x }) => x)
    .attr('y1', ({ top }) => top)
    .attr('y2', ({ bottom }) => bottom)
  const dots = joined<SVGCircleElement, PlacedCursor['dots'][number]>(cursor, 'circle', placed.dots)
    .attr('class', ({ key }) => key)
    .attr('cx', ({ x }) => x)
    .attr('cy', ({ y }) => y)
    .attr('r', 4.5)
  return dots.filter(({ key }) => key === 'now').node()
}
