import type { GroupedCounts } from './grouped-counts.ts'

/**
 * A log-linear model of counts: log(mean) = level of the group + slope * time + offset. Its normal
 * equations are one number a group, bordered by the slope's: they are solved in closed form.
 */
export interface LogLinearFit {
  hasTrend: boolean
  levels: Float64Array
  slope: number
  means: Float64Array
  /** The means of the last step but one: the weights of the last step are made of these. */
  earlierMeans: Float64Array
  deviance: number
  iterations: number
  converged: boolean
  /** Of the last step, per group: the sum of the weights, and the weighted mean of the times. */
  weightSums: Float64Array
  centres: Float64Array
  /** The information on the slope: what the weighted times vary within the groups. */
  slopeInformation: number
  /** The right sides of the next step's equations, and its sums of weights and of weighted times. */
  next: {
    sums: Float64Array
    timeSums: Float64Array
    sides: Float64Array
    squares: number
    slopeSide: number
  }
}

/** The working arrays of a fit to so many counts, at most, and groups; `fitLogLinear` fills them. */
export function createLogLinearFit(capacity: number, groups: number): LogLinearFit {
  const perGroup = () => new Float64Array(groups)
  return {
    hasTrend: false,
    levels: perGroup(),
    slope: 0,
    means: new Float64Array(capacity),
    earlierMeans: new Float64Array(capacity),
    deviance: 0,
    iterations: 0,
    converged: false,
    weightSums: perGroup(),
    centres: perGroup(),
    slopeInformation: 0,
    next: { sums: perGroup(), timeSums: perGroup(), sides: perGroup(), squares: 0, slopeSide: 0 },
  }
}

/** R's stopping rule, glm.control. */
const TOLERANCE = 1e-8
const MOST_ITERATIONS = 25
/** No mean is below this, as in R: its logarithm is taken. */
const LEAST_MEAN = Number.EPSILON

/** Starts with means of count + 0.1: what the first step is solved for. */
function start(data: GroupedCounts, weights: Float64Array, fit: LogLinearFit): void {
  const { counts, times, offsets, logs, startLogs, starts } = data
  const { means, next } = fit
  let deviance = 0
  let squares = 0
  let slopeSide = 0
  for (let group = 0; group < data.groups; group++) {
    let sum = 0
    let timeSum = 0
    let side = 0
    const end = starts[group + 1]!
    for (let i = starts[group]!; i < end; i++) {
      const count = counts[i]!
      const mean = count + 0.1
      const weight = weights[i]! * mean
      const weightedTime = weight * times[i]!
      const working = weight * (startLogs[i]! - offsets[i]!) - weights[i]! * 0.1
      means[i] = mean
      sum += weight
      timeSum += weightedTime
      squares += weightedTime * times[i]!
      side += working
      slopeSide += working * times[i]!
      deviance += weights[i]! * (count * (logs[i]! - startLogs[i]!) + 0.1)
    }
    next.sums[group] = sum
    next.timeSums[group] = timeSum
    next.sides[group] = side
  }
  next.squares = squares
  next.slopeSide = slopeSide
  fit.deviance = 2 * deviance
  fit.levels.fill(0)
  fit.slope = 0
}

/** Solves the equations of one step, the groups eliminated first, and takes it. */
function step(groups: number, fit: LogLinearFit): void {
  const { levels, weightSums, centres, next } = fit
  let information = next.squares
  let side = next.slopeSide
  for (let group = 0; group < groups; group++) {
    const sum = next.sums[group]!
    const centre = next.timeSums[group]! / sum
    weightSums[group] = sum
    centres[group] = centre
    information -= next.timeSums[group]! * centre
    side -= next.sides[group]! * centre
  }
  const change = fit.hasTrend ? side / information : 0
  fit.slope += change
  fit.slopeInformation = information
  for (let group = 0; group < groups; group++)
    levels[group] =
      levels[group]! + next.sides[group]! / weightSums[group]! - centres[group]! * change
}

/** The means and the deviance where the fit is now, and the equations of the next step from there. */
function evaluate(data: GroupedCounts, weights: Float64Array, fit: LogLinearFit): void {
  const { counts, times, offsets, logs, starts } = data
  const { slope, next } = fit
  const means = fit.earlierMeans
  fit.earlierMeans = fit.means
  fit.means = means
  let deviance = 0
  let squares = 0
  let slopeSide = 0
  for (let group = 0; group < data.groups; group++) {
    const level = fit.levels[group]!
    const end = starts[group + 1]!
    let sum = 0
    let timeSum = 0
    let side = 0
    for (let i = starts[group]!; i < end; i++) {
      const time = times[i]!
      const logMean = level + slope * time + offsets[i]!
      const mean = Math.max(Math.exp(logMean), LEAST_MEAN)
      const off = counts[i]! - mean
      const weight = weights[i]! * mean
      means[i] = mean
      sum += weight
      timeSum += weight * time
      squares += weight * time * time
      side += weights[i]! * off
      slopeSide += weights[i]! * off * time
      deviance += weights[i]! * (counts[i]! * (logs[i]! - logMean) - off)
    }
    next.sums[group] = sum
    next.timeSums[group] = timeSum
    next.sides[group] = side
  }
  next.squares = squares
  next.slopeSide = slopeSide
  fit.deviance = 2 * deviance
}

/**
 * Fits a quasi-Poisson model with a log link by iteratively reweighted least squares, step for step as
 * R's glm: it starts at count + 0.1, and stops where the deviance changes by less than 1e-8 of itself,
 * or after 25 steps.
 * @param weights the prior weight of each count, more than 0
 * @param fit is overwritten
 * Source: McCullagh and Nelder, Generalized Linear Models (1989), 2.5; R stats::glm.fit.
 */
export function fitLogLinear(
  data: GroupedCounts,
  weights: Float64Array,
  hasTrend: boolean,
  fit: LogLinearFit,
): void {
  fit.hasTrend = hasTrend
  fit.converged = false
  start(data, weights, fit)
  for (fit.iterations = 1; ; fit.iterations++) {
    const before = fit.deviance
    step(data.groups, fit)
    evaluate(data, weights, fit)
    fit.converged = Math.abs(fit.deviance - before) / (Math.abs(fit.deviance) + 0.1) < TOLERANCE
    if (fit.converged || fit.iterations === MOST_ITERATIONS) return
  }
}
