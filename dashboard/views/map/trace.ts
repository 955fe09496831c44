import type { GeoProjection } from 'd3'
import type { BoundaryFeature } from '../../../sql/model/boundaries.ts'
import { fitTo } from './lens.ts'
import { boxAround, drawOutline, type Outline, traceOutline } from './outline.ts'

/** An area with its outline on the map. */
export interface Traced {
  feature: BoundaryFeature
  outline: Outline
  /** The outline as the `d` of a path. */
  d: string
}

export const trace = (features: readonly BoundaryFeature[], projection: GeoProjection): Traced[] =>
  features.map((feature) => {
    const outline = traceOutline(feature, projection)
    return { feature, outline, d: drawOutline(outline) }
  })

/** Height / width of areas on the map. */
export function proportionsOf(features: readonly BoundaryFeature[]): number {
  const square = { x: 0, y: 0, width: 1000, height: 1000 }
  const projection = fitTo(features, square)
  const box = boxAround(trace(features, projection).flatMap(({ outline }) => outline.rings.flat()))
  return box ? box.height / box.width : 1
}
