import { logGamma } from './log-gamma.ts'
import type { Random } from './random.ts'

/** Below this mean a count is found by going up from 0. */
const SMALL = 10

/** Counts up until the probability is used up; `ratio(k)` is P(k) / P(k - 1). */
function invert(
  atZero: number,
  most: number,
  ratio: (k: number) => number,
  random: Random,
): number {
  let left = random()
  let term = atZero
  let k = 0
  while (left > term && k < most && term > 0) {
    left -= term
    k++
    term *= ratio(k)
  }
  return k
}

/** Transformed rejection with squeeze: the hat of a distribution, and the logarithm of P over P(mode). */
interface Hat {
  a: number
  b: number
  centre: number
  squeeze: number
  scale: number
  most: number
  logRatio: (k: number) => number
}

function reject({ a, b, centre, squeeze, scale, most, logRatio }: Hat, random: Random): number {
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + centre)
    if (us >= 0.07 && v <= squeeze) return k
    if (k < 0 || k > most || (us < 0.013 && v > us)) continue
    if (Math.log((v * scale) / (a / (us * us) + b)) <= logRatio(k)) return k
  }
}

/**
 * A binomial count of n trials of probability p.
 * Source: Hörmann (1993), The generation of binomial random variates: BTRS; inversion for small means.
 */
export function binomialCount(n: number, p: number, random: Random): number {
  if (n === 0 || p <= 0) return 0
  if (p > 0.5) return n - binomialCount(n, 1 - p, random)
  const odds = p / (1 - p)
  if (n * p < SMALL) {
    return invert(Math.exp(n * Math.log1p(-p)), n, (k) => ((n - k + 1) / k) * odds, random)
  }
  const deviation = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * deviation
  const mode = Math.floor((n + 1) * p)
  const atMode = logGamma(mode + 1) + logGamma(n - mode + 1)
  const hat: Hat = {
    a: -0.0873 + 0.0248 * b + 0.01 * p,
    b,
    centre: n * p + 0.5,
    squeeze: 0.92 - 4.2 / b,
    scale: (2.83 + 5.1 / b) * deviation,
    most: n,
    logRatio: (k) => atMode - logGamma(k + 1) - logGamma(n - k + 1) + (k - mode) * Math.log(odds),
  }
  return reject(hat, random)
}

/**
 * A Poisson count.
 * Source: Hörmann (1993), The transformed rejection method for generating Poisson random variables:
 * PTRS; inversion for small means.
 */
export function poissonCount(mean: number, random: Random): number {
  if (mean <= 0) return 0
  if (mean < SMALL) return invert(Math.exp(-mean), Infinity, (k) => mean / k, random)
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const hat: Hat = {
    a: -0.059 + 0.02483 * b,
    b,
    centre: mean + 0.43,
    squeeze: 0.9277 - 3.6224 / (b - 2),
    scale: 1.1239 + 1.1328 / (b - 3.4),
    most: Infinity,
    logRatio: (k) => k * Math.log(mean) - mean - logGamma(k + 1),
  }
  return reject(hat, random)
}

/**
 * Scatters a total over cells by their weights: a multinomial sample, cell by cell.
 * @param tails for each cell the weight of it and all behind it
 * @param into receives the counts
 */
export function scatterCounts(
  total: number,
  weights: Float64Array,
  tails: Float64Array,
  into: Float64Array,
  random: Random,
): void {
  let left = total
  for (let cell = 0; cell < weights.length; cell++) {
    const tail = tails[cell] ?? 0
    const p = tail > 0 ? (weights[cell] ?? 0) / tail : 0
    const count = left === 0 ? 0 : binomialCount(left, Math.min(1, p), random)
    into[cell] = count
    left -= count
  }
}

/** For each cell the sum of its weight and of all behind it. */
export function tailSums(weights: Float64Array): Float64Array {
  const tails = new Float64Array(weights.length)
  let sum = 0
  for (let cell = weights.length - 1; cell >= 0; cell--) {
    sum += weights[cell] ?? 0
    tails[cell] = sum
  }
  return tails
}
