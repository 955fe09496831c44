import { compareProportions } from '../stats/two-proportions.ts'
import { wilsonInterval } from '../stats/wilson.ts'

type Numbers = readonly number[]
/** Null where the numbers cannot say. */
type Method = (numbers: Numbers) => number | null

const sum = (numbers: Numbers): number => numbers.reduce((total, n) => total + n, 0)
const divide = (a: number | undefined, b: number | undefined): number | null =>
  a === undefined || b === undefined || b === 0 ? null : a / b

/** The ways in which facts are computed from others, by name, so that anybody can compute them again. */
const METHODS = {
  sum,
  mean: (numbers) => divide(sum(numbers), numbers.length),
  /** [part, whole] */
  share: ([part, whole]) => divide(part, whole),
  /** [now, then]: by which part of `then` it grew. */
  change: ([now, then]) => {
    const ratio = divide(now, then)
    return ratio === null ? null : ratio - 1
  },
  /** [now, then] */
  difference: ([now = 0, then = 0]) => now - then,
  /** [rate, n]: the ends of the interval of 95 % by Wilson. */
  wilsonLow: ([rate = 0, n = 0]) => (n === 0 ? null : wilsonInterval(rate * n, n)[0]),
  wilsonHigh: ([rate = 0, n = 0]) => (n === 0 ? null : wilsonInterval(rate * n, n)[1]),
  /** [rate, n, other rate, other n]: how often chance alone would set two equal rates so far apart. */
  equalRates: ([rate = 0, n = 0, other = 0, m = 0]) =>
    compareProportions(rate * n, n, other * m, m),
} as const satisfies Record<string, Method>

export type MethodId = keyof typeof METHODS

/** Null where one of the numbers is. */
export function compute(method: MethodId, numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((n) => n !== null)
  return known.length < numbers.length ? null : METHODS[method](known)
}
