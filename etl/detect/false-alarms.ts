import type { City } from '../../sql/model/city.ts'

/** Where the pack does not say: the one setting. */
const FALSE_ALARMS_A_WEEK = 1.5

/** How many false alarms a week the nights of a city are to bring. */
export const falseAlarmsOf = ({ falseAlarmsAWeek }: City): number =>
  falseAlarmsAWeek ?? FALSE_ALARMS_A_WEEK
