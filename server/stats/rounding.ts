/** A difference of this share of what it was taken from is rounding. */
const ROUNDING = 1e-13

/** The first less the second, 0 where only rounding is left (or less): variances that are none. */
export const excessOf = (a: number, b: number): number =>
  a - b <= ROUNDING * Math.abs(a) ? 0 : a - b
