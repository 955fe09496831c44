import { anscombeResidual } from '../../../server/stats/anscombe-weights.ts'
import {
  type FarringtonModel,
  fitFarringtonModel,
  logMeanError,
  logMeanOf,
  trendPValue,
} from '../../../server/stats/farrington-model.ts'
import type { FarringtonOptions } from '../../../server/stats/farrington-options.ts'
import {
  type FarringtonPlan,
  gatherReference,
  logPopulationAt,
  planFarrington,
} from '../../../server/stats/farrington-plan.ts'
import { leverageOf } from '../../../server/stats/quasi-poisson-errors.ts'
import type { LogLinearFit } from '../../../server/stats/quasi-poisson-fit.ts'
import type { Case, Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'
import {
  evaluate,
  type FarringtonInput,
  packageOptions,
  packageRow,
} from './farrington-flexible.ts'

/** R writes a list of one as the one. */
const unboxed = <T>(list: readonly T[]): T | readonly T[] => (list.length === 1 ? list[0]! : list)

/** The places of the reference counts in the plan's arrays, in the order of time. */
const inTime = ({ data }: FarringtonPlan): number[] =>
  Array.from({ length: data.size }, (_, i) => i).sort((a, b) => data.times[a]! - data.times[b]!)

/** Treatment contrasts: the first group's level at time 0, the slope, what the others differ by. */
function coefficients({ data, origin }: FarringtonPlan, { levels, slope, hasTrend }: LogLinearFit) {
  const [first = 0, ...others] = levels.subarray(0, data.groups)
  const differences = others.map((level) => level - first)
  return unboxed([first - slope * origin, ...(hasTrend ? [slope] : []), ...differences])
}

function coefficientNames({ data, seasons }: FarringtonPlan, hasTrend: boolean) {
  const others = Array.from(seasons.subarray(1, data.groups), (season) => `seasgroups${season}`)
  return unboxed(['(Intercept)', ...(hasTrend ? ['wtime'] : []), ...others])
}

function groupOf({ data }: FarringtonPlan, i: number): number {
  let group = 0
  while (data.starts[group + 1]! <= i) group++
  return group
}

function traceFirst(plan: FarringtonPlan, { first, firstDispersion, ones }: FarringtonModel) {
  const { data } = plan
  const phi = Math.max(1, firstDispersion)
  const order = inTime(plan)
  const hat = order.map((i) => leverageOf(data, ones, first, i, groupOf(plan, i)))
  return {
    coef: coefficients(plan, first),
    deviance: first.deviance,
    iterations: first.iterations,
    dispersionRaw: firstDispersion,
    phi,
    fitted: order.map((i) => first.means[i]),
    hat,
    anscombe: order.map((i, at) =>
      anscombeResidual(data.counts[i]!, first.means[i]!, phi, hat[at]!),
    ),
  }
}

/** All intermediate numbers of the model with a trend, or of that without. */
function traceModel(
  plan: FarringtonPlan,
  options: FarringtonOptions,
  withTrend: boolean,
  offset: number,
) {
  const { data, model, now } = plan
  if (!fitFarringtonModel(data, options, withTrend, model)) return null
  const { final, hasTrend, dispersion, packageDispersion, phi, weights, ones } = model
  const group = data.groups - 1
  const order = inTime(plan)
  const trendP = (kind: FarringtonOptions['standardError']) =>
    hasTrend ? trendPValue(data, model, kind) : null
  return {
    coefNames: coefficientNames(plan, hasTrend),
    firstFit: traceFirst(plan, model),
    omega: order.map((i) => (options.reweight ? weights : ones)[i]),
    refit: {
      coef: coefficients(plan, final),
      phiRaw: dispersion,
      phi,
      fitted: order.map((i) => final.means[i]),
      iterations: final.iterations,
    },
    eta: logMeanOf(model, group, now) + offset,
    se_fit_textbook: logMeanError(model, group, now, 'textbook'),
    se_fit_package: logMeanError(model, group, now, 'package'),
    dispersion_package: packageDispersion,
    trendP_textbook: trendP('textbook'),
    trendP_package: trendP('package'),
  }
}

/** Whether the trend is sure, does not run away, and so is kept. */
function decideTrend(
  traced: ReturnType<typeof traceModel>,
  options: FarringtonOptions,
  largest: number,
) {
  const p = traced?.trendP_package ?? null
  if (traced === null || p === null)
    return { trendSignificant: null, noExtrapolation: null, trendKept: false }
  const trendSignificant = p < options.pThresholdTrend
  const noExtrapolation = Math.exp(traced.eta) <= largest
  const trendKept = trendSignificant && noExtrapolation && options.b >= 3
  return { trendSignificant, noExtrapolation, trendKept }
}

/** The rows, from 1, of the table of the reference points that have a count. */
const rowsOf = ({ points }: FarringtonPlan, { observed }: FarringtonInput): number[] =>
  Array.from(points.toSorted()).flatMap((at, row) => (observed[at] === null ? [] : [row + 1]))

function tracePoint(input: FarringtonInput, options: FarringtonOptions, k: number) {
  const place = k - 1
  const plan = planFarrington(place, options, input.epochDates ?? undefined)
  if (plan === null) return null
  const { data, origin, seasons } = plan
  const people = options.populationOffset ? (input.population ?? null) : null
  const offset = logPopulationAt(people, place)
  gatherReference(input.observed, plan, people)
  const order = inTime(plan)
  const withTrend = options.trend ? traceModel(plan, options, true, offset) : null
  const response = order.map((i) => data.counts[i]!)
  const decided = decideTrend(withTrend, options, Math.max(...response))
  const withoutTrend = decided.trendKept ? null : traceModel(plan, options, false, offset)
  const ofMethod = (thresholdMethod: FarringtonOptions['thresholdMethod']) => {
    const chosen = { ...options, thresholdMethod }
    const row = packageRow(evaluate(input, input.observed, place, chosen), chosen)
    return row && { ...row, upper: row.upperbound }
  }
  return {
    k,
    y: input.observed[place],
    index: rowsOf(plan, input),
    wtime: order.map((i) => Math.round((data.times[i]! + origin) * 1e9) / 1e9),
    seasgroup: order.map((i) => seasons[groupOf(plan, i)]),
    response,
    withTrend,
    ...decided,
    withoutTrend,
    package: { delta: ofMethod('delta'), nbPlugin: ofMethod('nbPlugin'), muan: ofMethod('muan') },
  }
}

export const judge: Judge = function* (given: Case) {
  const input = given.input as FarringtonInput
  const options = packageOptions(input, given.params ?? {})
  const { points } = given.output as { points: { k: number }[] }
  for (const [i, expected] of points.entries())
    yield* checksOf(
      `points[${i}]`,
      expected,
      tracePoint(input, options, expected.k),
      relative(1e-9),
    )
}
