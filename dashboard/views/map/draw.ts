import { select } from 'd3'
import { frame, joined, layerOf } from '../../marks/joined.ts'
import type { PlacedAlert } from './alert-dots.ts'
import type { PlacedLabel } from './labels.ts'
import type { Inset, MapLayout, PlacedArea } from './layout.ts'
import { moveOnto } from './lens.ts'

const LAYERS = [
  'leads',
  'around',
  'areas',
  'edge',
  'around-labels',
  'chosen',
  'lit',
  'labels',
  'detail-frame',
  'detail-areas',
  'detail-chosen',
  'detail-lit',
  'detail-labels',
  'detail-edge',
  'alerts',
  'anchors',
] as const

const MOVING = ['around', 'areas', 'edge', 'chosen'] as const
const ZOOM_MS = 420

/** What an area says to whoever hears the page, and which one the keyboard stands on. */
export interface Spoken {
  labelOf: (code: string) => string
  at: string | null
  /** The areas in the order in which the arrow keys walk them. */
  order: readonly string[]
}

function drawAreas(layer: SVGGElement, areas: readonly PlacedArea[]) {
  return joined<SVGPathElement, PlacedArea>(layer, 'path', areas)
    .attr('d', ({ d }) => d)
    .attr('data-code', ({ code }) => code)
    .attr('data-shade', ({ tone }) => tone)
    .attr('class', ({ schematic }) => (schematic ? 'area schematic' : 'area'))
}

function drawChosen(layer: SVGGElement, areas: readonly PlacedArea[]): void {
  const chosen = areas.filter((area) => area.chosen)
  joined<SVGPathElement, PlacedArea>(layer, 'path', chosen).attr('d', ({ d }) => d)
}

/** Writes names, and values under them, on areas. */
export function drawLabels(
  layer: SVGGElement,
  labels: readonly PlacedLabel[],
  areas: readonly PlacedArea[],
): void {
  const toneOf = new Map(areas.map(({ code, tone }) => [code, tone]))
  joined<SVGTextElement, PlacedLabel>(layer, 'text', labels)
    .attr('class', 'label')
    .attr('data-shade', ({ code }) => toneOf.get(code) ?? null)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .selectAll<SVGTSpanElement, { text: string; x: number; dy: string; kind: string }>('tspan')
    .data(({ name, value, x }) =>
      value
        ? [
            { text: name, x, dy: '-0.2em', kind: 'name' },
            { text: value, x, dy: '1.15em', kind: 'figure' },
          ]
        : [{ text: name, x, dy: '0.35em', kind: 'name' }],
    )
    .join('tspan')
    .attr('class', ({ kind }) => kind)
    .attr('x', ({ x }) => x)
    .attr('dy', ({ dy }) => dy)
    .text(({ text }) => text)
}

/** Frames a detail and what it shows of the map, in the layers `detail-frame`, `detail-edge` and `leads`. */
export function drawFrames(
  svg: SVGSVGElement,
  layers: readonly string[],
  inset: Pick<Inset, 'of' | 'frame' | 'leads'> | null,
): void {
  const edge = inset
    ? [
        { key: 'of', ...inset.of },
        { key: 'frame', ...inset.frame },
      ]
    : []
  const ground = inset ? [{ key: 'ground', ...inset.frame }] : []
  for (const [name, boxes] of [
    ['detail-frame', ground],
    ['detail-edge', edge],
  ] as const) {
    joined<SVGRectElement, (typeof edge)[number]>(layerOf(svg, layers, name), 'rect', boxes)
      .attr('class', ({ key }) => key)
      .attr('x', ({ x }) => x)
      .attr('y', ({ y }) => y)
      .attr('width', ({ width }) => width)
      .attr('height', ({ height }) => height)
  }
  joined(layerOf(svg, layers, 'leads'), 'line', inset?.leads ?? [])
    .attr('x1', ({ x1 }) => x1)
    .attr('y1', ({ y1 }) => y1)
    .attr('x2', ({ x2 }) => x2)
    .attr('y2', ({ y2 }) => y2)
}

function drawInset(svg: SVGSVGElement, inset: Inset | null): void {
  drawFrames(svg, LAYERS, inset)
  const areas = inset?.areas ?? []
  drawAreas(layerOf(svg, LAYERS, 'detail-areas'), areas)
  drawChosen(layerOf(svg, LAYERS, 'detail-chosen'), areas)
  drawLabels(layerOf(svg, LAYERS, 'detail-labels'), inset?.labels ?? [], areas)
}

/** Draws a map; the area that is pointed at is drawn by itself, since it changes often. */
export function drawMap(svg: SVGSVGElement, placed: MapLayout, spoken: Spoken): void {
  frame(svg, placed)
  joined(layerOf(svg, LAYERS, 'around'), 'path', placed.around).attr('d', ({ d }) => d)
  joined(layerOf(svg, LAYERS, 'edge'), 'path', placed.edge).attr('d', ({ d }) => d)
  const rank = new Map(spoken.order.map((code, place) => [code, place]))
  const ranked = placed.areas.toSorted((a, b) => (rank.get(a.code) ?? 0) - (rank.get(b.code) ?? 0))
  drawAreas(layerOf(svg, LAYERS, 'areas'), ranked)
    .attr('role', 'button')
    .attr('aria-label', ({ code }) => spoken.labelOf(code))
    .attr('aria-pressed', ({ chosen }) => String(chosen))
    .attr('tabindex', ({ code }) => (code === spoken.at ? 0 : -1))
  drawChosen(layerOf(svg, LAYERS, 'chosen'), placed.areas)
  drawLabels(layerOf(svg, LAYERS, 'around-labels'), placed.aroundLabels, [])
  drawLabels(layerOf(svg, LAYERS, 'labels'), placed.labels, placed.areas)
  drawInset(svg, placed.inset)
  joined(layerOf(svg, LAYERS, 'anchors'), 'circle', [...placed.anchors.values()])
    .attr('cx', ({ x }) => x)
    .attr('cy', ({ y }) => y)
    .attr('r', 4)
}

/** Marks the areas with open alerts by a dot over their names. */
export function drawAlerts(svg: SVGSVGElement, placed: readonly PlacedAlert[]): void {
  joined<SVGCircleElement, PlacedAlert>(layerOf(svg, LAYERS, 'alerts'), 'circle', placed)
    .attr('cx', ({ x }) => x)
    .attr('cy', ({ y }) => y)
    .attr('r', 5)
}

/** Outlines the areas that are pointed at and returns the mark that their tip belongs to. */
export function drawLit(
  svg: SVGSVGElement,
  placed: MapLayout,
  isLit: (area: PlacedArea) => boolean,
): Element | null {
  for (const [name, areas] of [
    ['lit', placed.areas],
    ['detail-lit', placed.inset?.areas ?? []],
  ] as const) {
    const lit = areas.filter(isLit)
    joined<SVGPathElement, PlacedArea>(layerOf(svg, LAYERS, name), 'path', lit).attr(
      'd',
      ({ d }) => d,
    )
  }
  const [first] = placed.areas.filter(isLit)
  return (
    select(layerOf(svg, LAYERS, 'anchors'))
      .selectAll<SVGCircleElement, { key: string }>('circle')
      .filter(({ key }) => key === first?.code)
      .node() ?? null
  )
}

/** Lets a map grow, or shrink, out of the one that was shown before. */
export function zoom(svg: SVGSVGElement, before: MapLayout, now: MapLayout): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const { k, by } = moveOnto(now.lens, before.lens)
  const start = { transform: `translate(${by[0]}px, ${by[1]}px) scale(${k})` }
  for (const name of MOVING) {
    layerOf(svg, LAYERS, name).animate([start, { transform: 'none' }], {
      duration: ZOOM_MS,
      easing: 'cubic-bezier(0.3, 0, 0.1, 1)',
    })
  }
  for (const name of ['labels', 'around-labels'] as const) {
    layerOf(svg, LAYERS, name).animate([{ opacity: 0 }, { opacity: 0, offset: 0.6 }, {}], ZOOM_MS)
  }
}
