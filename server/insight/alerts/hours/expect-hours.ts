import type { HourPlan } from './hour-plan.ts'

/** What is expected of the hours of a series. */
export interface ExpectedHours {
  /** Of every hour of the plan, those that teach and those that are judged. */
  means: Float64Array
  /** The variance of log(mean), by hour: how well it is known. */
  variances: Float64Array
  /** How many numbers were learnt, as far as the data and not the beginning made them. */
  learnt: number
}

/** Hours next to each other are alike: weights whose sum varies as a count would. */
const NEAR = [9, 18, 27, 18, 9].map((weight) => weight / 19)
const REACH = (NEAR.length - 1) / 2
const NEAR_HOURS = NEAR.reduce((a, b) => a + b, 0)

/** How far the hours of the whole city may be from even ones, and those of a part from the whole's: 1 / variance. */
const FIRM = { whole: 4, part: 20 }

const smooth = (sums: Float64Array): Float64Array =>
  sums.map((_, at) =>
    NEAR.reduce(
      (sum, weight, k) => sum + weight * sums[(at + k - REACH + sums.length) % sums.length]!,
      0,
    ),
  )

/**
 * Learns what is expected of a series by the hour: the shape that is given, at the level of its own weeks,
 * then by factors for the hour of the day, the day of the week, the hour of the week (neighbours
 * smoothed), and the level of the last weeks. Each factor is a gamma mean that begins at 1 and goes as
 * far as the counts carry it.
 * @param counts by hour of the plan
 * @param shape what is known from the whole; null: it is the whole, and begins even
 * @returns null where no hour that teaches has any
 * Source: Clayton and Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks: the
 * Poisson-gamma model, with fixed priors, one factor after the other.
 */
export function expectHours(
  counts: ArrayLike<number>,
  plan: HourPlan,
  shape: Float64Array | null,
): ExpectedHours | null {
  const { history, told, hourOfDay, dayOfWeek, hourOfWeek, lately } = plan
  const means = shape ? shape.slice() : new Float64Array(told.length).fill(1)
  let total = 0
  let before = 0
  for (let hour = 0; hour < history; hour++) {
    total += told[hour]! * counts[hour]!
    before += told[hour]! * means[hour]!
  }
  if (!(total > 0 && before > 0)) return null
  for (let hour = 0; hour < means.length; hour++) means[hour]! *= total / before
  const variances = new Float64Array(means.length).fill(1 / total)
  let learnt = 1
  const firm = shape ? FIRM.part : FIRM.whole

  const learn = (groupOf: Uint8Array, groups: number, isSmooth: boolean): void => {
    let seen = new Float64Array(groups)
    let expected = new Float64Array(groups)
    for (let hour = 0; hour < history; hour++) {
      if (!told[hour]) continue
      seen[groupOf[hour]!]! += counts[hour]!
      expected[groupOf[hour]!]! += means[hour]!
    }
    if (isSmooth) {
      seen = smooth(seen) as typeof seen
      expected = smooth(expected) as typeof expected
    }
    for (let hour = 0; hour < means.length; hour++) {
      const group = groupOf[hour]!
      means[hour]! *= (firm + seen[group]!) / (firm + expected[group]!)
      variances[hour]! += 1 / (firm + seen[group]!)
    }
    const share = expected.reduce((sum, mean) => sum + mean / (firm + mean), 0)
    learnt += isSmooth ? share / NEAR_HOURS : share
  }
  learn(hourOfDay, 24, true)
  learn(dayOfWeek, 7, false)
  learn(hourOfWeek, 168, true)
  learn(lately, 2, false)
  return { means, variances, learnt }
}
