import type { Box } from './outline.ts'

const NARROW = 620
const GAP = 28

export interface Frames {
  width: number
  height: number
  main: Box
  /** Where an inset would be. */
  detail: Box
}

/**
 * The frame of the map and that of a detail: beside it, on narrow screens below it.
 * @param proportions height / width of what is shown
 */
export function framesFor(width: number, hasDetail: boolean, proportions: number): Frames {
  if (width < NARROW) {
    const height = Math.round(width * Math.max(0.6, Math.min(1.02, proportions)))
    const below = Math.round(width * 0.72)
    return {
      width,
      height: hasDetail ? height + GAP + below : height,
      main: { x: 0, y: 0, width, height },
      detail: { x: 1, y: height + GAP, width: width - 2, height: below - 1 },
    }
  }
  const height = Math.round(Math.max(430, Math.min(620, width * Math.min(0.56, proportions))))
  const beside = Math.round(Math.min(width * 0.42, height * 0.92))
  return {
    width,
    height,
    main: { x: 0, y: 0, width: hasDetail ? width - beside - GAP : width, height },
    detail: { x: width - beside - 1, y: 1, width: beside, height: Math.round(beside * 0.86) },
  }
}
