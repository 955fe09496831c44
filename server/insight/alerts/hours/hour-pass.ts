import type { Alert, DataAlarm, HourSpan, HourWindow } from '../alert.ts'

/** How many of the last whole hours are looked at. */
export const HOUR_WINDOWS = [6, 3, 1] as const satisfies HourWindow[]

/** A rise of emergencies in the last hours. What it says in days are those that its hours lie in. */
export interface HourAlert extends Alert {
  hours: HourSpan
}

/** How many false alarms the hours may bring, and what follows for each look at a series. */
export interface HourBudget {
  falseAlarmsAWeek: number
  series: number
  /** Each series is looked at in each window, every hour of a week. */
  looksAWeek: number
  /** The p-value at which a look is an alarm: false alarms over looks. */
  alpha: number
}

/** All that was found as of an hour. */
export interface HourPass {
  city: string
  /** The local hour before which complaints were used, YYYY-MM-DDTHH:00. */
  asOf: string
  version: number
  /** The cut-off of the data, local time. */
  through: string | null
  budget: HourBudget
  /** Where not null, nothing was judged. */
  held: DataAlarm | null
  alerts: HourAlert[]
}
