/** Complaints of a day, of the city or of a member. */
export interface Past {
  /** A count a day from the history's first; NaN: before the series began, or a day without data. */
  counts: Float64Array
  /** The place of its first day; the length of `counts` where there is none. */
  begin: number
  codes: string[]
}

/** A day without any complaint in a city of more than so many a day is a day without data. */
const SURELY_SOME = 20
/** Days before and after a day that say how many that are. */
const NEAR = 28

/** The place of the first count; from there on, a day without complaints is a 0. */
function begun(counts: Float64Array): number {
  const at = counts.findIndex((count) => count > 0)
  return at < 0 ? counts.length : at
}

/** Of each day of a city, whether nothing at all came, though days about it had many. */
export function findGaps(counts: Float64Array): boolean[] {
  const begin = begun(counts)
  const gaps: boolean[] = []
  for (const [day, count] of counts.entries()) {
    const near = counts.subarray(Math.max(begin, day - NEAR), day + NEAR + 1)
    const known = near.filter((one) => one > 0)
    const mean = known.reduce((sum, one) => sum + one, 0) / known.length
    // In the midst of a long gap no day is near that would tell.
    const isGap = known.length > 0 ? mean > SURELY_SOME : gaps.at(-1) === true
    gaps.push(day >= begin && count === 0 && isGap)
  }
  return gaps
}

/** The past of a series by its sums of each day, without what is not known. */
export function pastOf(codes: string[], sums: Float64Array, gaps: readonly boolean[]): Past {
  const begin = begun(sums)
  const counts = sums.map((sum, day) => (day < begin || gaps[day] ? Number.NaN : sum))
  return { counts, begin, codes }
}
