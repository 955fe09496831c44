import type { FarringtonOptions } from '../../../server/stats/farrington-options.ts'

/** The Farrington method as a textbook would have it: a design matrix, and equations solved in full. */
export interface DenseResult {
  logMean: number
  standardError: number
  packageError: number
  phi: number
  slope: number
}

interface Row {
  count: number
  time: number
  season: number
  offset: number
}

/** Solves A X = B by Gauss and Jordan, with pivoting. */
function solve(a: number[][], b: number[][]): number[][] {
  const rows = a.map((row, i) => [...row, ...b[i]!])
  for (let column = 0; column < a.length; column++) {
    let pivot = column
    for (let i = column; i < a.length; i++)
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    const top = rows[column]!
    for (let i = 0; i < a.length; i++) {
      if (i === column) continue
      const share = rows[i]![column]! / top[column]!
      rows[i] = rows[i]!.map((value, j) => value - share * top[j]!)
    }
  }
  return rows.map((row, i) => row.slice(a.length).map((value) => value / row[i]!))
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0)

/** X' W X and X' W z. */
function equations(design: number[][], weights: number[], working: number[]) {
  const columns = design[0]!.map((_, j) => design.map((row) => row[j]!))
  const weighted = columns.map((column) => column.map((value, i) => value * weights[i]!))
  return {
    matrix: weighted.map((left) => columns.map((right) => dot(left, right))),
    side: weighted.map((left) => [dot(left, working)]),
  }
}

function fitDense(design: number[][], rows: readonly Row[], prior: readonly number[]) {
  let means = rows.map(({ count }) => count + 0.1)
  const devianceOf = () =>
    2 *
    rows.reduce((sum, { count }, i) => {
      const log = count === 0 ? 0 : count * Math.log(count / means[i]!)
      return sum + prior[i]! * (log - (count - means[i]!))
    }, 0)
  let deviance = devianceOf()
  for (let iteration = 1; ; iteration++) {
    const weights = means.map((mean, i) => mean * prior[i]!)
    const working = rows.map(
      ({ count, offset }, i) => Math.log(means[i]!) - offset + (count - means[i]!) / means[i]!,
    )
    const { matrix, side } = equations(design, weights, working)
    const coefficients = solve(matrix, side).map(([value]) => value!)
    means = rows.map(({ offset }, i) => Math.exp(offset + dot(design[i]!, coefficients)))
    const before = deviance
    deviance = devianceOf()
    const isDone = Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < 1e-8
    if (isDone || iteration === 25) return { coefficients, means, weights, matrix }
  }
}

const identity = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)))

/** The season of a point so many points after a reference point, 0 to freq - 1. */
function seasonOf(after: number, { freq, w, noPeriods }: FarringtonOptions): number | null {
  if (after <= w || after >= freq - w) return noPeriods
  if (noPeriods === 1) return null
  const between = Array.from({ length: freq - 2 * w - 1 }, (_, i) => i)
  const groups = noPeriods - 1
  const sizes = Array.from({ length: groups }, (_, g) => {
    const longer = g < between.length % groups ? 1 : 0
    return Math.floor(between.length / groups) + longer
  })
  let left = after - w - 1
  return (
    1 +
    sizes.findIndex((size) => {
      left -= size
      return left < 0
    })
  )
}

function referenceRows(
  series: readonly (number | null)[],
  point: number,
  options: FarringtonOptions,
  population?: readonly number[],
): Row[] {
  const { freq, b, w } = options
  const newest = point - (options.pastWeeksNotIncluded ?? w) - 1
  const rows: Row[] = []
  for (let at = point - b * freq - w; at <= newest; at++) {
    const after = (at - point + (b + 1) * freq) % freq
    const season = seasonOf(after, options)
    const count = series[at]
    if (season === null || count == null) continue
    rows.push({ count, time: at - point, season, offset: Math.log(population?.[at] ?? 1) })
  }
  return rows
}

/** The fit with or without a trend, as `options.trend` says; none is removed. */
export function denseFarrington(
  series: readonly (number | null)[],
  point: number,
  options: FarringtonOptions,
  population?: readonly number[],
): DenseResult {
  const rows = referenceRows(series, point, options, population)
  const seasons = [...new Set(rows.map(({ season }) => season))].sort((a, b) => a - b).slice(1)
  const designRow = (time: number, season: number) => [
    1,
    ...(options.trend ? [time / 100] : []),
    ...seasons.map((other) => (other === season ? 1 : 0)),
  ]
  const design = rows.map(({ time, season }) => designRow(time, season))
  const freedom = rows.length - design[0]!.length
  const chiSquare = (weights: readonly number[], means: readonly number[]) =>
    rows.reduce((sum, { count }, i) => sum + weights[i]! * (count / means[i]! - 1) ** 2, 0) /
    freedom
  let prior = rows.map(() => 1)
  let fitted = fitDense(design, rows, prior)
  let dispersion = chiSquare(fitted.weights, fitted.means)
  let packageDispersion = dispersion
  if (options.reweight) {
    const phi = Math.max(1, dispersion)
    const inverse = solve(fitted.matrix, identity(design[0]!.length))
    prior = rows.map(({ count }, i) => {
      const leverage =
        fitted.weights[i]! *
        dot(
          design[i]!,
          inverse.map((line) => dot(line, design[i]!)),
        )
      const mean = fitted.means[i]!
      const off = 1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - mean ** 0.5)
      const residual = off / Math.sqrt(phi * (1 - leverage))
      return residual > options.weightsThreshold ? residual ** -2 : 1
    })
    const scale = rows.length / prior.reduce((sum, weight) => sum + weight, 0)
    prior = prior.map((weight) => weight * scale)
    fitted = fitDense(design, rows, prior)
    dispersion = chiSquare(fitted.weights, fitted.means)
    packageDispersion = chiSquare(prior, fitted.means)
  }
  const now = designRow(0, options.noPeriods)
  const inverse = solve(fitted.matrix, identity(now.length))
  const variance = dot(
    now,
    inverse.map((line) => dot(line, now)),
  )
  return {
    logMean: dot(now, fitted.coefficients) + Math.log(population?.[point] ?? 1),
    standardError: Math.sqrt(variance * dispersion),
    packageError: Math.sqrt(variance * packageDispersion),
    phi: Math.max(1, dispersion),
    slope: options.trend ? fitted.coefficients[1]! / 100 : Number.NaN,
  }
}
