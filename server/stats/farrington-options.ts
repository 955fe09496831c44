/** What of the method can be chosen; the names are those of the R package surveillance. */
export interface FarringtonOptions {
  /** Points per period: 52 for weekly counts with a year's season, 7 for daily ones with a week's. */
  freq: number
  /** How many periods to go back. */
  b: number
  /** Half the width of the windows about the reference points. */
  w: number
  /** 1: only the windows are used; more: the points between them too, in so many groups of a season. */
  noPeriods: number
  /** How many of the newest points are left out, besides the evaluated one; null: w. */
  pastWeeksNotIncluded: number | null
  /** Whether earlier outbreaks are given less weight. */
  reweight: boolean
  /** The Anscombe residual from which on they are: 2.58 (Noufaily 2013), 1 (Farrington 1996). */
  weightsThreshold: number
  trend: boolean
  /** A trend is kept where its p-value is below this; 1 keeps every one. */
  pThresholdTrend: number
  /** One-sided: how often chance alone may exceed the bound. */
  alpha: number
  thresholdMethod: 'delta' | 'nbPlugin' | 'muan'
  /** The power that makes the counts symmetric, for `delta`. */
  powertrans: '2/3' | '1/2' | 'none'
  /** No alarm unless there are [cases] in the last [points], the evaluated one among them. */
  limit54: readonly [cases: number, points: number]
  populationOffset: boolean
  /**
   * Whose dispersion the errors of the fit and of the trend have: the textbook's, or the package's,
   * which applies the weights of the reweighting a second time, in place of those of the fit.
   */
  standardError: 'textbook' | 'package'
  /**
   * What to make of a history without a case, or always of the same count: no answer, or the fit that
   * the package makes of it, whose error is 0 or without bounds.
   */
  degenerate: 'refuse' | 'fit'
}

/** Those of the package, but for the errors: with the textbook's it detects more. */
export const FARRINGTON_DEFAULTS: FarringtonOptions = {
  freq: 52,
  b: 5,
  w: 3,
  noPeriods: 1,
  pastWeeksNotIncluded: null,
  reweight: true,
  weightsThreshold: 2.58,
  trend: true,
  pThresholdTrend: 0.05,
  alpha: 0.05,
  thresholdMethod: 'delta',
  powertrans: '2/3',
  limit54: [5, 4],
  populationOffset: false,
  standardError: 'textbook',
  degenerate: 'refuse',
}

/** The settings that Noufaily et al. (2013) found best for many series watched together. */
export const NOUFAILY_SETTINGS: FarringtonOptions = {
  ...FARRINGTON_DEFAULTS,
  noPeriods: 10,
  pastWeeksNotIncluded: 26,
  pThresholdTrend: 1,
  alpha: 0.01,
  thresholdMethod: 'nbPlugin',
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0

/** @throws RangeError where an option is out of its bounds */
export function checkFarringtonOptions(options: FarringtonOptions): void {
  const { freq, b, w, noPeriods, pastWeeksNotIncluded, alpha, limit54 } = options
  const refuse = (what: string): never => {
    throw new RangeError(what)
  }
  if (!isCount(freq) || freq === 0) refuse(`freq is a number of points, not ${freq}`)
  if (!isCount(b) || b === 0) refuse(`b is a number of periods, at least 1, not ${b}`)
  if (!isCount(w)) refuse(`w is a number of points, not ${w}`)
  if (!isCount(noPeriods) || noPeriods === 0) refuse(`noPeriods is at least 1, not ${noPeriods}`)
  if (pastWeeksNotIncluded !== null && !isCount(pastWeeksNotIncluded))
    refuse(`pastWeeksNotIncluded is a number of points, not ${pastWeeksNotIncluded}`)
  if (!(alpha > 0 && alpha < 1)) refuse(`alpha is between 0 and 1, not ${alpha}`)
  if (!(limit54[0] >= 0) || !isCount(limit54[1]) || limit54[1] === 0)
    refuse(`limit54 is [cases, points], not [${limit54.join(', ')}]`)
}
