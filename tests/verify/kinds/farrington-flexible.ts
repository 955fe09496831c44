import { type FarringtonResult, farringtonFlexible } from '../../../server/stats/farrington.ts'
import {
  FARRINGTON_DEFAULTS,
  type FarringtonOptions,
} from '../../../server/stats/farrington-options.ts'
import { normalQuantile } from '../../../server/stats/normal-quantile.ts'
import type { Case, Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'

export interface FarringtonInput {
  observed: (number | null)[]
  freq?: number
  epochDates?: string[] | null
  population?: (number | null)[] | null
}

type FarringtonParams = Partial<FarringtonOptions> & { range?: number[] | number | null }

/** The options of a case, as the package has them: its errors and its fits of degenerate histories. */
export function packageOptions(input: FarringtonInput, params: object): FarringtonOptions {
  const given = Object.entries(params).filter(
    ([name, value]) => name in FARRINGTON_DEFAULTS && value !== null,
  )
  return {
    ...FARRINGTON_DEFAULTS,
    freq: input.freq ?? 52,
    ...(Object.fromEntries(given) as Partial<FarringtonOptions>),
    // Where no population is given, the package has 1 everywhere.
    ...(input.population ? {} : { populationOffset: false }),
    standardError: 'package',
    degenerate: 'fit',
  }
}

/** The places from 0 that a case evaluates; by default all that the package does. */
function placesOf(
  input: FarringtonInput,
  params: FarringtonParams,
  options: FarringtonOptions,
): number[] {
  const { range } = params
  if (Array.isArray(range)) return range.map((k) => k - 1)
  if (typeof range === 'number') return [range - 1]
  const first = options.freq * options.b + options.w
  return Array.from({ length: Math.max(0, input.observed.length - first) }, (_, i) => first + i)
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** R's score of nbPlugin and muan has log(mean) in the place of the mean. */
function packageScore(
  point: FarringtonResult & { reason: null },
  { thresholdMethod }: FarringtonOptions,
) {
  const { upper, observed, logMean, expected } = point
  const centre = thresholdMethod === 'delta' ? expected : logMean
  return upper === null ? null : finite((observed - centre) / (upper - centre))
}

/** R's mu0: of delta it takes the mean and its error for logarithms. */
function packageMean(point: FarringtonResult & { reason: null }, options: FarringtonOptions) {
  const { expected, logMean, standardError } = point
  const z = -normalQuantile(options.alpha)
  if (options.thresholdMethod === 'nbPlugin') return finite(expected)
  if (options.thresholdMethod === 'muan') return finite(Math.exp(logMean + z * standardError))
  return finite(Math.exp(expected + z * standardError * expected))
}

/** What the package's columns have of a point; none where it has no fit. */
export function packageRow(point: FarringtonResult, options: FarringtonOptions) {
  if (point.reason !== null) return null
  const { upper, expected, alarm, pValue, phi, trend, enoughCases } = point
  return {
    expected: enoughCases && upper !== null ? expected : null,
    upperbound: enoughCases ? upper : null,
    alarm,
    score: packageScore(point, options),
    pvalue: pValue,
    phi,
    mu0: packageMean(point, options),
    trendCoef: trend,
  }
}

const MISSING = { expected: null, upperbound: null, alarm: false, score: null, pvalue: null }

/** The result of one place of a case's series. */
export function evaluate(
  { epochDates, population }: FarringtonInput,
  series: (number | null)[],
  place: number,
  options: FarringtonOptions,
): FarringtonResult {
  const companions = {
    ...(epochDates ? { dates: epochDates } : {}),
    ...(population ? { population } : {}),
  }
  return farringtonFlexible(series, [place], options, companions)[0] ?? { reason: 'short' }
}

export const judge: Judge = function* (given: Case) {
  const input = given.input as FarringtonInput
  const params = (given.params ?? {}) as FarringtonParams
  const options = packageOptions(input, params)
  const rows = placesOf(input, params, options).map((place) => {
    // The package fits the model of a missing count too: what the count is does not touch the fit.
    const series = input.observed.with(place, input.observed[place] ?? 0)
    const row = packageRow(evaluate(input, series, place, options), options)
    return row && input.observed[place] === null ? { ...row, ...MISSING } : row
  })
  for (const [column, expected] of Object.entries(given.output as Record<string, unknown>)) {
    const actual = rows.map((row) => row?.[column as keyof typeof row] ?? null)
    yield* checksOf(column, expected, Array.isArray(expected) ? actual : actual[0], relative(1e-9))
  }
}
