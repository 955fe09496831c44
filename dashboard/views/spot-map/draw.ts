import {
  type BaseType,
  type Selection,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolTriangle,
} from 'd3'
import { frame, joined, layerOf } from '../../marks/joined.ts'
import { drawFrames, drawLabels } from '../map/draw.ts'
import type { SpotLayout, SpotPicture } from './layout.ts'
import type { PlacedHexagon, PlacedRing, PlacedSpot } from './place-marks.ts'
import type { MappedClass } from './state.ts'

const PARTS = [
  'cells',
  'members',
  'fills',
  'edges',
  'hexagons',
  'rings',
  'labels',
  'signs',
] as const
const LAYERS = [
  'leads',
  ...PARTS,
  'lit',
  'detail-frame',
  ...PARTS.map((part) => `detail-${part}` as const),
  'detail-lit',
  'detail-edge',
] as const
type Layer = (typeof LAYERS)[number]

/** The sign of a class: told apart without colour. */
const SIGNS = { new: symbolCircle, consecutive: symbolDiamond, intensifying: symbolTriangle }
/** Square pixels; of signs that are shown once more in a detail. */
const SIGN_SIZE = { full: 72, small: 22 }

/** The `d` of a class's sign about a place. */
export const signOf = (one: MappedClass, size: keyof typeof SIGN_SIZE = 'full'): string =>
  symbol(SIGNS[one], SIGN_SIZE[size])() ?? ''

/** What a mark says to whoever hears the page, and which one the keyboard stands on. */
export interface SpokenMarks {
  labelOf: (key: string) => string
  at: string | null
  /** Does it lead to its complaints? */
  leads: (key: string) => boolean
}

/** Gives marks their key, and where they are read, what they say. */
function speak<Mark extends Element, Datum extends { key: string }>(
  marks: Selection<Mark, Datum, BaseType, unknown>,
  spoken: SpokenMarks | null,
): void {
  marks.attr('data-key', ({ key }) => key)
  if (!spoken) return
  marks
    .attr('role', ({ key }) => (spoken.leads(key) ? 'link' : 'img'))
    .attr('aria-label', ({ key }) => spoken.labelOf(key))
    .attr('tabindex', ({ key }) => (key === spoken.at ? 0 : -1))
}

function drawPicture(
  svg: SVGSVGElement,
  prefix: '' | 'detail-',
  picture: SpotPicture | null,
  spoken: SpokenMarks | null,
  size: keyof typeof SIGN_SIZE,
): void {
  const layer = (part: (typeof PARTS)[number]): SVGGElement =>
    layerOf<Layer>(svg, LAYERS, `${prefix}${part}`)
  const { rings = [], spots = [], hexagons = [] } = picture?.marks ?? {}
  joined(layer('cells'), 'path', picture?.cells ?? []).attr('d', ({ d }) => d)
  joined(layer('edges'), 'path', picture?.edges ?? []).attr('d', ({ d }) => d)
  joined<SVGPathElement, PlacedRing>(layer('members'), 'path', rings)
    .attr('d', ({ d }) => d)
    .attr('data-key', ({ key }) => key)
  const outlined = spots.filter(({ d }) => d !== null)
  joined<SVGPathElement, PlacedSpot>(layer('fills'), 'path', outlined)
    .attr('d', ({ d }) => d)
    .attr('data-class', (spot) => spot.class)
    .attr('data-key', ({ key }) => key)
  drawLabels(layer('labels'), picture?.labels ?? [], [])
  const cells = joined<SVGPathElement, PlacedHexagon>(layer('hexagons'), 'path', hexagons)
  speak(
    cells.attr('d', ({ d }) => d).attr('data-step', ({ step }) => step),
    spoken,
  )
  const circles = joined<SVGCircleElement, PlacedRing>(layer('rings'), 'circle', rings)
  speak(
    circles
      .attr('cx', ({ x }) => x)
      .attr('cy', ({ y }) => y)
      .attr('r', ({ radius }) => radius),
    spoken,
  )
  const signs = joined<SVGPathElement, PlacedSpot>(layer('signs'), 'path', spots)
  speak(
    signs
      .attr('d', (spot) => signOf(spot.class, size))
      .attr('transform', ({ x, y }) => `translate(${x} ${y})`)
      .attr('data-class', (spot) => spot.class),
    spoken,
  )
}

/** Draws the map; the marks of the detail are those of the map once more, and not read twice. */
export function drawSpots(svg: SVGSVGElement, placed: SpotLayout, spoken: SpokenMarks): void {
  frame(svg, placed)
  drawPicture(svg, '', placed.map, spoken, placed.detail ? 'small' : 'full')
  drawFrames(svg, LAYERS, placed.detail)
  drawPicture(svg, 'detail-', placed.detail, null, 'full')
  for (const part of [...PARTS, 'lit'] as const) {
    const layer = layerOf<Layer>(svg, LAYERS, `detail-${part}`)
    layer.setAttribute('clip-path', 'url(#spot-detail)')
    layer.setAttribute('aria-hidden', 'true')
  }
}

/** Outlines the mark that is pointed at, on the map and in its detail. */
export function drawLitSpot(svg: SVGSVGElement, placed: SpotLayout, key: string | null): void {
  for (const [name, picture] of [
    ['lit', placed.map],
    ['detail-lit', placed.detail],
  ] as const) {
    const { rings = [], spots = [], hexagons = [] } = picture?.marks ?? {}
    const shapes = [...spots, ...hexagons].flatMap(({ key, d }) => (d ? [{ key, d }] : []))
    const circles = [
      ...rings,
      ...spots.filter(({ d }) => !d).map((spot) => ({ ...spot, radius: 9 })),
    ]
    const layer = layerOf<Layer>(svg, LAYERS, name)
    joined<SVGPathElement, (typeof shapes)[number]>(
      layer,
      'path',
      shapes.filter((one) => one.key === key),
    ).attr('d', ({ d }) => d)
    joined<SVGCircleElement, (typeof circles)[number]>(
      layer,
      'circle',
      circles.filter((one) => one.key === key),
    )
      .attr('cx', ({ x }) => x)
      .attr('cy', ({ y }) => y)
      .attr('r', ({ radius }) => radius)
  }
}
