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
