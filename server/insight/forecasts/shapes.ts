import { fitPenalisedPoisson, type PenalisedFit, sumPriors } from '../../stats/penalised-poisson.ts'
import { predictorAt } from '../../stats/sparse-terms.ts'
import { type DayPlan, priorsOf } from './day-plan.ts'
import { median } from './median.ts'

/** What is expected of each day of a plan, but for a factor. */
export type Shape = Float64Array

/** The shape of a series as it was known on a day. */
export interface DatedShape {
  /** The row of the plan before which all was known. */
  at: number
  shape: Shape
}

/** The last shape that was known on a day. */
export function shapeOn(shapes: readonly DatedShape[], origin: number): Shape | null {
  let found: Shape | null = null
  for (const { at, shape } of shapes) if (at <= origin) found = shape
  return found
}

/** Days after which a day counts half for the season and the kinds of days. */
const MEMORY = 500
/** With fewer days before it, nothing is learned. */
export const LEAST_DAYS = 56
/** So many of the largest series say what the kinds of days are like in general. */
const TEACHERS = 5

function weightsUpTo(to: number): Float64Array {
  return Float64Array.from({ length: to }, (_, day) => 0.5 ** ((to - day) / MEMORY))
}

function shapeOf(plan: DayPlan, fit: PenalisedFit): Shape {
  const coefficients = Float64Array.from(fit.coefficients)
  coefficients.fill(0, 0, plan.levels)
  const rows = plan.terms.starts.length - 1
  return Float64Array.from({ length: rows }, (_, row) =>
    Math.exp(predictorAt(plan.terms, row, coefficients)),
  )
}

/**
 * What is known of a year and of the kinds of days, from each of several series, as it was known on each
 * of the days `ats`: nothing later is looked at. The largest series learn by themselves, the others from
 * them too. A series of which nothing is known yet has the shape of those.
 * @param ats rows of the plan, rising
 * @returns for each series its shape on each of these days; null: none could be found of any series
 */
export function learnShapes(
  plan: DayPlan,
  series: readonly Float64Array[],
  ats: readonly number[],
): (DatedShape[] | null)[] {
  const { size } = plan.terms
  const last = ats.at(-1) ?? 0
  const sizeOf = (counts: Float64Array) => {
    let sum = 0
    for (let day = Math.max(0, last - 365); day < last; day++) sum += counts[day]! || 0
    return sum
  }
  const order = series
    .map((counts, i) => ({ i, size: sizeOf(counts) }))
    .sort((a, b) => b.size - a.size)
    .map(({ i }) => i)
  const found: DatedShape[][] = series.map(() => [])
  const fits: (PenalisedFit | null)[] = series.map(() => null)
  for (const at of ats) {
    const weights = weightsUpTo(at)
    const fitOne = (i: number, priors: ReturnType<typeof sumPriors>) =>
      fitPenalisedPoisson(series[i]!, plan.terms, priors, {
        levels: plan.levels,
        weights,
        to: at,
        ...(fits[i] && { start: fits[i] }),
      })
    const alone = sumPriors(priorsOf(plan, null), size)
    const teachers = order.slice(0, TEACHERS)
    for (const i of teachers) fits[i] = fitOne(i, alone)
    const taught = teachers.map((i) => fits[i]).filter((fit) => fit != null)
    if (taught.length === 0) continue
    const general = Float64Array.from({ length: size }, (_, k) =>
      median(taught.map(({ coefficients }) => coefficients[k]!)),
    )
    const learning = sumPriors(priorsOf(plan, general), size)
    for (const i of order.slice(TEACHERS)) fits[i] = fitOne(i, learning)
    for (const i of order) {
      const fit = fits[i] ?? { coefficients: general, dispersion: 1 }
      found[i]!.push({ at, shape: shapeOf(plan, fit) })
    }
  }
  return found.map((shapes) => (shapes.length > 0 ? shapes : null))
}
