/** How much a series varied about what was expected of it, and its mean in a week. */
export interface Varied {
  /** Variance over mean, at least 1. */
  dispersion: number
  mean: number
}

/** With fewer cases a week a series hardly tells how it varies. */
export const ENOUGH_A_WEEK = 5
/** What is usual is told by no fewer series. */
const LEAST_SERIES = 20
/** What is usual counts so many times as much as a series' own dispersion, and divides it by no more than this. */
const TRUST = 2
const MOST = 1.5

/**
 * By how much a mean of 1 more adds to the dispersion, in the middle one of some series; null where too
 * few of them tell.
 */
export function usualGrowth(series: readonly Varied[]): number | null {
  const growths = series
    .filter(({ mean }) => mean >= ENOUGH_A_WEEK)
    .map(({ dispersion, mean }) => (dispersion - 1) / mean)
    .sort((a, b) => a - b)
  return growths.length < LEAST_SERIES ? null : growths[Math.floor(growths.length / 2)]!
}

/**
 * The dispersion of a series, steadied by what is usual for its mean: with a few cases a week nothing else
 * tells a series that varies much from one that happened to. No less than two thirds of its own, since
 * some do vary more than others.
 * Source: Efron and Morris (1972), Limiting the risk of Bayes and empirical Bayes estimators.
 */
export const steadyDispersion = (own: number, mean: number, growth: number): number =>
  Math.max(own / MOST, (own + TRUST * (1 + growth * mean)) / (1 + TRUST))
