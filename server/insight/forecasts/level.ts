/** After so many half-lives nothing remembers a day. */
const REMEMBERED = 8

/**
 * How many times its shape a series is at an origin: the ratio of sums over the days before it, weighted
 * by their age.
 * @param counts a count a day; NaN is a gap
 * @param shape what is expected of each day, but for a factor: more than 0
 * @param from the first day of the series
 * @param halfLife days after which a day counts half
 * @returns null where no day is known
 * Source: simple exponential smoothing, Hyndman and Athanasopoulos (2021), Forecasting: Principles and
 * Practice, 8.1, of a ratio, as in small-area standardisation: days of few complaints count little.
 */
export function levelAt(
  counts: ArrayLike<number>,
  shape: ArrayLike<number>,
  origin: number,
  from: number,
  halfLife: number,
): number | null {
  const first = Math.max(from, origin - REMEMBERED * halfLife)
  const fade = 0.5 ** (1 / halfLife)
  let weight = 1
  let top = 0
  let bottom = 0
  for (let day = origin - 1; day >= first; day--, weight *= fade) {
    const count = counts[day]!
    if (Number.isNaN(count)) continue
    top += weight * count
    bottom += weight * shape[day]!
  }
  return bottom > 0 ? top / bottom : null
}
