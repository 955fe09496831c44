import type { Labels } from './labels.ts'

/** Calendar grains give the start of the period; cyclic ones an integer. */
export const CALENDAR_GRAINS = [
  'hour',
  'day',
  'week',
  'halfMonth',
  'month',
  'quarter',
  'year',
] as const
const CYCLIC_GRAINS = ['hourOfDay', 'dayOfWeek'] as const
export const GRAINS = [...CALENDAR_GRAINS, ...CYCLIC_GRAINS] as const
export type CalendarGrain = (typeof CALENDAR_GRAINS)[number]
export type CyclicGrain = (typeof CYCLIC_GRAINS)[number]
export type Grain = (typeof GRAINS)[number]

/** Hours of the day and days of the week recur: their periods are integers, not dates. */
export const isCyclic = (grain: Grain): grain is CyclicGrain =>
  (CYCLIC_GRAINS as readonly Grain[]).includes(grain)

export const GRAIN_NAMES: Record<Grain, Labels> = {
  hour: { en: 'Hour', zh: '小时' },
  day: { en: 'Day', zh: '日' },
  week: { en: 'Week', zh: '周' },
  halfMonth: { en: 'Half month', zh: '半月' },
  month: { en: 'Month', zh: '月' },
  quarter: { en: 'Quarter', zh: '季度' },
  year: { en: 'Year', zh: '年' },
  hourOfDay: { en: 'Hour of the day', zh: '一天中的小时' },
  dayOfWeek: { en: 'Day of the week', zh: '星期' },
}
