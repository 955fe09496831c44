import type { Labels } from '../../../sql/model/labels.ts'
import type { Question } from '../../../sql/model/question.ts'

/** Why a forecast is not there, or is the baseline. */
export interface Reason {
  id: ReasonId
  names: Labels
}

export type ReasonId = 'ended' | 'silent' | 'gaps' | 'short' | 'noFit' | 'notBetter'

/** What is expected of a day or a month, by the shown method, and both methods beside each other. */
export interface ForecastPoint {
  /** The local day, or the first one of the month. */
  day: string
  expected: number
  lower80: number
  upper80: number
  lower95: number
  upper95: number
  model: number
  /** Null where the days that it is made of are missing. */
  baseline: number | null
}

/** How both methods did at earlier origins, each with what was known there. */
interface Backtest {
  /**
   * Mean absolute error over that of the seasonal naive forecast (a week, or a year, before) of the same
   * days or months; null where that one makes no error.
   */
  mase: number | null
  baselineMase: number | null
  /**
   * How often the shown intervals held what came, none made of the errors near what it is measured on;
   * origins of which all went wildly wrong, as in an epidemic, count little.
   */
  coverage80: number
  coverage95: number
  origins: number
  /** Local days of the first and the last origin. */
  from: string
  to: string
}

/** The mean of the same weekday over four weeks, the same weekday of last year, or its same month. */
export type BaselineId = 'fourWeeks' | 'lastYear'

export interface Outlook {
  /** Null where nothing can be said: `reason` says why. */
  points: ForecastPoint[] | null
  shown: 'model' | 'baseline' | null
  baseline: BaselineId | null
  reason: Reason | null
  backtest: Backtest | null
}

export interface ForecastSeries {
  /** Empty: the city. */
  where: { district?: string; category1?: string }
  /** What its past is the answer to. */
  question: Question
  days: Outlook
  months: Outlook
}

export interface Forecasts {
  city: string
  /** The local day of the making: nothing received on it or later is used. */
  asOf: string
  /** The data version of its numbers; null where nothing was asked. */
  version: number | null
  through: string | null
  /** The first day that is forecast: the one after the last whole day of data before `asOf`. */
  from: string
  series: ForecastSeries[]
}
