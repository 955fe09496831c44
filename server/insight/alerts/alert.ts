import type { Question } from '../../../sql/model/question.ts'
import type { Place } from './lattice.ts'
import type { Window } from './watch.ts'

/** A part of a rise: an area in it, or a kind of its complaints. */
export interface Part extends Place {
  observed: number
  expected: number
}

/** Weeks of the same series that were as high before. */
export interface PastRise {
  /** Local days [from, to). */
  from: string
  to: string
  observed: number
}

/** How many of the last whole hours are looked at. */
export type HourWindow = 6 | 3 | 1

/** Of which hours an alert tells. */
export interface HourSpan {
  /** The kind of the complaints that were counted. */
  kind: string
  window: HourWindow
  /** Local hours [from, to), YYYY-MM-DDTHH:00. */
  from: string
  to: string
  /** Complaints of the last hours, the last of which ends with `to`. */
  counts: number[]
}

/** A rise of complaints that chance hardly brings, at the deepest area and category that carries most of it. */
export interface Alert extends Place {
  /** How many of the last days it is told of. */
  window: Window
  /** Local days [from, to). */
  from: string
  to: string
  observed: number
  expected: number
  /** The counts that 95 of 100 such times would have lain between. */
  interval: [low: number, high: number]
  /** Observed over expected. */
  ratio: number
  /** How often chance alone would bring as many in this series. */
  pValue: number
  /** The share of false ones among all that are at least as clear, over all series of the night. */
  qValue: number
  /** Complaints of the last weeks, the last of which ends with `to`. */
  weeks: number[]
  /** What carries it: areas in it, and kinds of complaint, those with most beyond what was expected first. */
  parts: Part[]
  /** How many other series rose with it and are told of with it. */
  folded: number
  past: PastRise[]
  /** What the number observed is the answer to. */
  question: Question
  /** Of which hours it tells, where it tells of hours: then the days are those in which they lie. */
  hours?: HourSpan
}

/** Why the data of a day cannot be judged. */
export interface DataAlarm {
  /**
   * `late`: the data do not reach the day. `incomplete`: its last day has far fewer complaints than
   * usual. `short`: the history has too few weeks to tell a rise.
   */
  kind: 'late' | 'incomplete' | 'short'
  /** The last day, and what it has of what was to be expected. */
  day: string
  observed: number | null
  expected: number | null
}

/** How many false alarms are allowed, and what that means for each kind of series. */
export interface Budget {
  /** How many false alarms a week are to be expected at most. */
  falseAlarmsAWeek: number
  levels: { area: string; category: string; series: number; alpha: number }[]
}

/** All that was found as of a day. */
export interface AlertPass {
  city: string
  /** The local day before which complaints were used. */
  asOf: string
  version: number
  /** The cut-off of the data, local time. */
  through: string | null
  budget: Budget
  /** Where not null, nothing was judged. */
  held: DataAlarm | null
  alerts: Alert[]
}
