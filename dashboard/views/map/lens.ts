import { type GeoProjection, geoMercator } from 'd3'
import type { BoundaryCollection, BoundaryFeature } from '../../../sql/model/boundaries.ts'
import type { Box } from './outline.ts'

const PAD = 10

/** How longitudes and latitudes became pixels, so that one map can grow out of another. */
export interface Lens {
  scale: number
  translate: [number, number]
}

/** The projection that fills a frame with areas, but for a margin. */
export function fitTo(features: readonly BoundaryFeature[], frame: Box): GeoProjection {
  const collection: BoundaryCollection = { type: 'FeatureCollection', features: [...features] }
  return geoMercator().fitExtent(
    [
      [frame.x + PAD, frame.y + PAD],
      [frame.x + frame.width - PAD, frame.y + frame.height - PAD],
    ],
    collection,
  )
}

export const readLens = (projection: GeoProjection): Lens => ({
  scale: projection.scale(),
  translate: projection.translate(),
})

/** The same projection, so enlarged that a box of its map fills a frame; and what the frame shows. */
export function enlarge({ scale, translate }: Lens, of: Box, frame: Box): [GeoProjection, Box] {
  const times = Math.min(frame.width / of.width, frame.height / of.height)
  const [width, height] = [frame.width / times, frame.height / times]
  const x = of.x + (of.width - width) / 2
  const y = of.y + (of.height - height) / 2
  const projection = geoMercator()
    .scale(scale * times)
    .translate([times * (translate[0] - x) + frame.x, times * (translate[1] - y) + frame.y])
    .clipExtent([
      [frame.x, frame.y],
      [frame.x + frame.width, frame.y + frame.height],
    ])
  return [projection, { x, y, width, height }]
}

/** The same projection, which leaves away what lies outside the frame. */
export const clipTo = (
  { scale, translate }: Lens,
  { width, height }: Pick<Box, 'width' | 'height'>,
): GeoProjection =>
  geoMercator()
    .scale(scale)
    .translate(translate)
    .clipExtent([
      [-2, -2],
      [width + 2, height + 2],
    ])

/** How a map must be moved to lie where another one lay: x becomes k * x + by. */
export function moveOnto(from: Lens, onto: Lens): { k: number; by: [number, number] } {
  const k = onto.scale / from.scale
  return {
    k,
    by: [onto.translate[0] - k * from.translate[0], onto.translate[1] - k * from.translate[1]],
  }
}
