import { countTails } from '../../../stats/count-distribution.ts'
import type { HourWindow } from '../alert.ts'
import { type ExpectedHours, expectHours } from './expect-hours.ts'
import { HOUR_WINDOWS } from './hour-pass.ts'
import type { HourPlan } from './hour-plan.ts'
import { forgetRises, learnSpread } from './hour-spread.ts'

/** What is said of the last hours of a series. */
interface HourJudgement {
  window: HourWindow
  observed: number
  expected: number
  /** Variance over mean of a count to come. */
  dispersion: number
  /** How often chance alone would bring as many, in the window where that is least likely. */
  pValue: number
  /** What was expected in each window. */
  expectedIn: Readonly<Record<HourWindow, number>>
}

/** What was learnt of a series: its parts are judged from it. */
export interface HourShape {
  /** What is expected of every hour. */
  means: Float64Array
  /** Variance over mean of the counts of so many hours. */
  spreads: Readonly<Record<HourWindow, number>>
}

/** Why nothing is said: too few cases, or as many in every hour, as chance never brings. */
type NoJudgement = 'few' | 'constant'

/** A judgement, or why there is none. */
export type Judged =
  | { judgement: HourJudgement; shape: HourShape; reason: null }
  | { judgement: null; reason: NoJudgement }

/** A series is judged that had so many emergencies in the weeks that teach. */
const LEAST_HISTORY = 13
/** Fewer in some hours are no alarm, whatever was expected. */
const LEAST_CASES = 3
/** Past rises are looked for in blocks of so many hours. */
const LONGEST = HOUR_WINDOWS[0]

function isConstant(counts: ArrayLike<number>): boolean {
  for (let hour = 1; hour < counts.length; hour++) if (counts[hour] !== counts[0]) return false
  return true
}

/**
 * Judges the last 1, 3 and 6 hours of a series against what its weeks before let expect: the upper tail of
 * a negative binomial, which varies as the past did, and by how little the mean is known. Past rises do
 * not teach.
 * @param counts by hour of the plan
 * @param whole what was learnt of the series that this is a part of; null: it is the whole
 * @returns with a judgement what its parts are judged from
 */
export function judgeHours(
  counts: ArrayLike<number>,
  plan: HourPlan,
  whole: HourShape | null,
): Judged {
  const { history, told } = plan
  let total = 0
  for (let hour = 0; hour < history; hour++) total += told[hour]! * counts[hour]!
  if (total < LEAST_HISTORY) return { judgement: null, reason: 'few' }
  if (isConstant(counts)) return { judgement: null, reason: 'constant' }

  const learn = (from: HourPlan) => expectHours(counts, from, whole?.means ?? null)
  const spreadOf = (expected: ExpectedHours, from: HourPlan, window: HourWindow): number =>
    learnSpread(counts, expected, from, window, whole?.spreads[window] ?? null)
  const first = learn(plan)
  if (first === null) return { judgement: null, reason: 'few' }
  const calm = forgetRises(counts, first, plan, LONGEST, spreadOf(first, plan, LONGEST))
  const again = calm && learn(calm)
  const expectation = again ?? first
  const { means, variances } = expectation

  const looks = HOUR_WINDOWS.map((window) => {
    let observed = 0
    let expected = 0
    let unsure = 0
    for (let hour = means.length - window; hour < means.length; hour++) {
      observed += counts[hour]!
      expected += means[hour]!
      unsure += means[hour]! * variances[hour]!
    }
    const spread = spreadOf(expectation, again ? calm : plan, window)
    const dispersion = spread + unsure
    const enough = observed >= LEAST_CASES
    const pValue = enough ? countTails(observed, { mean: expected, dispersion }).upper : 1
    return { window, observed, expected, spread, dispersion, pValue }
  })
  const inEach = (of: (look: (typeof looks)[number]) => number) =>
    Object.fromEntries(looks.map((look) => [look.window, of(look)])) as Record<HourWindow, number>
  const { window, observed, expected, dispersion, pValue } = looks.reduce((a, b) =>
    b.pValue < a.pValue ? b : a,
  )
  const expectedIn = inEach((look) => look.expected)
  return {
    judgement: { window, observed, expected, dispersion, pValue, expectedIn },
    shape: { means, spreads: inEach(({ spread }) => spread) },
    reason: null,
  }
}
