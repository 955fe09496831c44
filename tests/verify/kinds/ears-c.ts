import { type EarsOptions, ears } from '../../../server/stats/ears.ts'
import type { Case, Check, Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'

interface Params {
  baseline?: number
  minSigma?: number
  alpha?: number
  /** Counted from 1. */
  range?: number[]
}

/** Each method's record says where it looked (counted from 1) and its alpha. */
interface Looked {
  from?: number
  to?: number
  range?: number[]
  alpha?: number
}

/** The days of which a record tells: those of its range, else all that have enough days before. */
function daysOf(looked: Looked, params: Params, first: number, last: number): number[] {
  const range = looked.range ?? (looked.from === undefined ? params.range : undefined)
  if (range) return [...range].sort((a, b) => a - b)
  const { from = first, to = last } = looked
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

function* judgeMethod(
  method: EarsOptions['method'],
  expected: object,
  given: Case,
): Generator<Check> {
  const { observed } = given.input as { observed: (number | null)[] }
  const params = (given.params ?? {}) as Params
  const looked: Looked = expected
  const { baseline = 7, minSigma = 0 } = params
  const alpha = looked.alpha ?? params.alpha ?? (method === 'C3' ? 0.025 : 0.001)
  const said = ears(observed, { method, baseline, minSigma, alpha, form: 'surveillance' })
  const first = baseline + { C1: 1, C2: 3, C3: 5 }[method]
  const days = daysOf(looked, params, first, observed.length)
  const actual = {
    ...{ from: days[0], to: days.at(-1), range: days, alpha },
    upperbound: days.map((day) => said[day - 1]?.upperBound),
    alarm: days.map((day) => said[day - 1]?.alarm),
  }
  yield* checksOf(method, expected, actual, relative(1e-10))
}

export const judge: Judge = function* (given) {
  for (const [method, expected] of Object.entries(given.output as Record<string, object>))
    yield* judgeMethod(method as EarsOptions['method'], expected, given)
}
