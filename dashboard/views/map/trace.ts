import type { GeoProjection } from 'd3'
import type { BoundaryFeature } from '../../../sql/model/boundaries.ts'
import { fitTo } from './lens.ts'
import { boxAround, type Outline, traceOutline } from './outline.ts'

/** An area with its outline on the map. */
export interface Traced {
  feature: BoundaryFeature
  outline: Outline
}

export const trace = (features: readonly BoundaryFeature[], projection: GeoProjection): Traced[] =>
  features.map((feature) => ({ feature, outline: traceOutline(feature, projection) }))

/** Height / width of areas on the map. */
export function proportionsOf(features: readonly BoundaryFeature[]): number {
  const square = { x: 0, y: 0, width: 1000, height: 1000 }
  const projection = fitTo(features, square)
  const box = boxAround(trace(features, projection).flatMap(({ outline }) => outline.rings.flat()))
  return box ? box.height / box.width : 1
}
