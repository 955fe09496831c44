import { devianceOf } from './saddle-point.ts'

/** How a scan judges a window by its cases and its base (what cases are compared with there). */
export interface ScanModel {
  /** The cases that a window of this base has where nothing is unusual. */
  expected: (base: number) => number
  /** The logarithm of the likelihood ratio; 0 unless there are more cases than expected. */
  score: (cases: number, base: number) => number
  /**
   * A score is never more than this times the square of the cases over the expected ones: windows that
   * cannot be the largest need no logarithm. From x log x - x + 1 <= (x - 1)^2, half of it for x >= 1.
   */
  steepness: (base: number) => number
}

/**
 * Cases of a given total over a base of the same total: c log(c/e) + (C-c) log((C-c)/(C-e)).
 * Source: Kulldorff (1997), A spatial scan statistic, the Poisson model.
 */
export function poissonModel(total: number): ScanModel {
  return {
    expected: (base) => base,
    score: (cases, base) => {
      if (cases <= base) return 0
      // The two deviances are the two terms: what they add, e - c and c - e, makes 0.
      const outside = base < total ? devianceOf(total - cases, total - base) : 0
      return devianceOf(cases, base) + outside
    },
    steepness: (base) => 1 / (2 * base) + (base < total ? 1 / (total - base) : 0),
  }
}

/** 0 for 0: where it stands for log 0 its factor is 0. */
const log = (x: number): number => (x > 0 ? Math.log(x) : 0)

/**
 * Cases among people: the base is the people of the window. The terms are in the order of R SpatialEpi,
 * whose rounding (1e-8 for ten million people) is thereby the same.
 * Source: Kulldorff (1997), the Bernoulli model; R SpatialEpi `kulldorff` (binomial).
 */
export function binomialModel(total: number, people: number): ScanModel {
  const [C, N] = [total, people]
  const expected = (n: number) => (C * n) / N
  return {
    expected,
    score: (c, n) => {
      if (c * (N - n) <= (C - c) * n) return 0
      const well = log(N - n - C + c)
      return Math.max(
        0,
        N * (well - log(N - C) + log(N) - log(N - n)) +
          n * (log(n - c) - well + log(N - n) - log(n)) +
          c * (log(c) - log(n - c) + well - log(C - c)) +
          C * (log(C - c) - log(C) + log(N - C) - well),
      )
    },
    steepness: (n) => {
      const inverse = (x: number) => (x > 0 ? 1 / x : 0)
      const e = expected(n)
      return inverse(2 * e) + inverse(C - e) + inverse(n - e) + inverse(2 * (N - n - C + e))
    },
  }
}

/**
 * Cases against expectations that stand by themselves: c log(c/e) + e - c.
 * Source: Neill (2009), Expectation-based scan statistics for monitoring spatial time series data.
 */
export const expectationModel: ScanModel = {
  expected: (base) => base,
  score: (cases, base) => (cases <= base ? 0 : devianceOf(cases, base)),
  steepness: (base) => 1 / (2 * base),
}
