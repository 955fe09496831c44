import { logGamma } from './log-gamma.ts'

const HALF_LOG_2_PI = 0.9189385332046728

/**
 * The error of Stirling's formula: log(x!) - (x + 1/2) log x + x - log sqrt(2 pi), for x > 0.
 * Source: Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function stirlingError(x: number): number {
  if (x < 16) return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_2_PI
  const square = x * x
  return (
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) /
    x
  )
}

/**
 * The deviance x log(x / mean) + mean - x, without cancellation where the two are close.
 * Source: Loader (2000).
 */
export function devianceOf(x: number, mean: number): number {
  if (x === 0) return mean
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x
  const ratio = (x - mean) / (x + mean)
  let sum = (x - mean) * ratio
  let term = 2 * x * ratio
  for (let j = 1; j < 1000; j++) {
    term *= ratio * ratio
    const next = sum + term / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}
