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
export const CYCLIC_GRAINS = ['hourOfDay', 'dayOfWeek'] as const
export const GRAINS = [...CALENDAR_GRAINS, ...CYCLIC_GRAINS] as const
export type CalendarGrain = (typeof CALENDAR_GRAINS)[number]
export type CyclicGrain = (typeof CYCLIC_GRAINS)[number]
export type Grain = (typeof GRAINS)[number]

/** Hours of the day and days of the week recur: their periods are integers, not dates. */
export const isCyclic = (grain: Grain): grain is CyclicGrain =>
  (CYCLIC_GRAINS as readonly Grain[]).includes(grain)
