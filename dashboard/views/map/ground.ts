import type { BoundaryFeature } from '../../../sql/model/boundaries.ts'
import { findDetail, type Lead, leadsBetween } from './detail.ts'
import { framesFor } from './frames.ts'
import { clipTo, enlarge, fitTo, type Lens, readLens } from './lens.ts'
import type { Box } from './outline.ts'
import { proportionsOf, type Traced, trace } from './trace.ts'

export interface MapShapes {
  features: readonly BoundaryFeature[]
  /** The areas of the level above, drawn around those of one district. */
  around: readonly BoundaryFeature[]
  /** That district itself. */
  edge: readonly BoundaryFeature[]
}

/** Where everything on a map lies, whatever its values are. */
export interface Ground {
  width: number
  height: number
  /** The frame of the map itself. */
  frame: Box
  lens: Lens
  areas: Traced[]
  around: Traced[]
  edge: Traced[]
  /** A detail of the map, larger in a frame of its own: what it shows, on the map. */
  detail: { of: Box; shown: Box; frame: Box; areas: Traced[]; leads: Lead[] } | null
}

/**
 * Lays areas out in a frame of a width: by far the most of the work of drawing a map, and to be done
 * once for many values.
 * @param detailed may what is too small to be read be shown larger? Or what else, by the frame of the map
 */
export function layGround(
  { features, around, edge }: MapShapes,
  width: number,
  detailed: boolean | ((main: Box) => Box | null),
): Ground {
  const proportions = proportionsOf(features)
  let frames = framesFor(width, true, proportions)
  let projection = fitTo(features, frames.main)
  let areas = trace(features, projection)
  const of =
    typeof detailed === 'function'
      ? detailed(frames.main)
      : detailed
        ? findDetail(areas, frames.main)
        : null
  if (!of) {
    frames = framesFor(width, false, proportions)
    projection = fitTo(features, frames.main)
    areas = trace(features, projection)
  }
  const lens = readLens(projection)
  return {
    width: frames.width,
    height: frames.height,
    frame: frames.main,
    lens,
    areas,
    around: trace(around, clipTo(lens, frames)),
    edge: trace(edge, projection),
    detail: of && layDetail(features, of, frames.detail, lens),
  }
}

function layDetail(features: readonly BoundaryFeature[], of: Box, frame: Box, lens: Lens) {
  const [projection, shown] = enlarge(lens, of, frame)
  return { of, shown, frame, areas: trace(features, projection), leads: leadsBetween(shown, frame) }
}
