import { frame, joined, layerOf } from '../../marks/joined.ts'
import type { Fan } from './layout.ts'

const LAYERS = ['weekends', 'levels', 'times', 'bands', 'lines', 'cursor'] as const

/** Draws a forecast; its cursor is drawn by itself, since it moves often. */
export function drawFan(svg: SVGSVGElement, placed: Fan): void {
  const { plot } = placed
  frame(svg, placed)

  joined(layerOf(svg, LAYERS, 'weekends'), 'rect', placed.weekends)
    .attr('x', ({ x }) => x)
    .attr('width', ({ width }) => width)
    .attr('y', plot.y)
    .attr('height', plot.bottom - plot.y)

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

  joined(layerOf(svg, LAYERS, 'bands'), 'path', placed.bands)
    .attr('class', ({ key }) => `fan-band of-${key}`)
    .attr('d', ({ d }) => d)

  joined(layerOf(svg, LAYERS, 'lines'), 'path', placed.lines)
    .attr('class', ({ key }) => `fan-line ${key}`)
    .attr('d', ({ d }) => d)
}

/** Marks the point that is read, and returns the mark that its tip belongs to. */
export function drawFanCursor(svg: SVGSVGElement, placed: Fan, at: number | null): Element | null {
  const point = at === null ? undefined : placed.points[at]
  const read = point ? [point] : []
  const cursor = layerOf(svg, LAYERS, 'cursor')
  joined(cursor, 'line', read)
    .attr('x1', ({ x }) => x)
    .attr('x2', ({ x }) => x)
    .attr('y1', placed.plot.y)
    .attr('y2', placed.plot.bottom)
  return joined(cursor, 'circle', read)
    .attr('cx', ({ x }) => x)
    .attr('cy', ({ y }) => y)
    .attr('r', 4.5)
    .node()
}
