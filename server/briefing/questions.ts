import { Temporal } from 'temporal-polyfill'
import type { City } from '../../sql/model/city.ts'
import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Question } from '../../sql/model/question.ts'
import { shiftDay } from '../insight/local-days.ts'

/** What a daily notification is about. */
export interface Subject {
  city: City
  /** A local day. */
  day: string
}

/** A year that ends on the same weekday, in days. */
export const SAME_WEEKDAY_YEAR = 364
/** Weeks whose same weekday is the measure of the day: for the headline, and for what moved. */
export const HEADLINE_WEEKS = 4
export const MOVER_WEEKS = 8
/** Weeks that the line of the days shows. */
export const TREND_WEEKS = 5
/** Days of a cohort whose rates are reported. */
export const COHORT_DAYS = 7
/** Days before the reported one whose shares and hours are the usual ones. */
export const USUAL_DAYS = 28
/** Days of receipt among which the overdue are counted. */
const OVERDUE_DAYS = 365
/** How far back a cohort that has settled is looked for, days. */
const SETTLED_DAYS = 130

export const RATES = ['responseRate', 'resolutionRate', 'satisfactionRate'] as const
export type RateId = (typeof RATES)[number]

/** The dimensions whose members are looked through for what moved, with what they are parts of. */
export const MOVER_DIMENSIONS = ['category1', 'category2', 'district', 'subdistrict'] as const
export type MoverDimension = (typeof MOVER_DIMENSIONS)[number]

/** Local days [from, to), cut where the city's data begin; null where nothing is left. */
function question(
  { city }: Subject,
  from: string,
  to: string,
  rest: Partial<Question> & { measures: MeasureId[] },
): Question | null {
  const begin = from < city.span.from ? city.span.from : from
  return begin < to ? { city: city.id, from: begin, to, ...rest } : null
}

/** A Question about days up to the reported one, which always has days. */
function backFrom(
  subject: Subject,
  days: number,
  rest: Partial<Question> & { measures: MeasureId[] },
): Question {
  const to = shiftDay(subject.day, 1)
  const found = question(subject, shiftDay(to, -days), to, rest)
  if (!found) throw new RangeError(`${subject.day} lies before the data of ${subject.city.id}`)
  return found
}

export const askDays = (subject: Subject): Question =>
  backFrom(subject, 7 * MOVER_WEEKS + 1, { measures: ['complaints'], grain: 'day' })

export const askDaysLastYear = (subject: Subject): Question | null => {
  const to = shiftDay(subject.day, 1 - SAME_WEEKDAY_YEAR)
  const from = shiftDay(to, -7 * TREND_WEEKS)
  return question(subject, from, to, { measures: ['complaints'], grain: 'day' })
}

/** The month, or the year, up to the reported day, against the same dates of last year. */
export const askToDate = (subject: Subject, unit: 'month' | 'year'): Question => {
  const date = Temporal.PlainDate.from(subject.day)
  const days = unit === 'month' ? date.day : date.dayOfYear
  return backFrom(subject, days, { measures: ['complaints'], compare: 'lastYear' })
}

/**
 * The days of last year that the year up to the reported day is compared with, and four weeks before them:
 * they say whether it can be.
 */
export const askYearBefore = (subject: Subject): Question | null => {
  const last = Temporal.PlainDate.from(subject.day).subtract({ years: 1 })
  const to = last.add({ days: 1 }).toString()
  const from = shiftDay(last.with({ month: 1, day: 1 }).toString(), -USUAL_DAYS)
  return question(subject, from, to, {
    measures: ['complaints'],
    grain: 'day',
  })
}

export const askSplit = (subject: Subject, dimension: DimensionId): Question =>
  backFrom(subject, 1, { measures: ['complaints'], by: [dimension], orderBy: '-complaints' })

export const askUsualSplit = (subject: Subject, dimension: DimensionId): Question | null =>
  question(subject, shiftDay(subject.day, -USUAL_DAYS), subject.day, {
    measures: ['complaints'],
    by: [dimension],
  })

export const askMembersByDay = (subject: Subject, dimension: MoverDimension): Question =>
  backFrom(subject, 7 * MOVER_WEEKS + 1, {
    measures: ['complaints'],
    by: [dimension],
    grain: 'day',
  })

export const askHours = (subject: Subject): Question =>
  backFrom(subject, USUAL_DAYS + 1, { measures: ['complaints'], grain: 'hour' })

export const askSettled = (subject: Subject): Question =>
  backFrom(subject, SETTLED_DAYS, { measures: [...RATES], grain: 'day' })

/** The seven days of receipt that end on `last`, against the seven before. */
export const askCohort = (subject: Subject, rate: RateId, last: string): Question =>
  backFrom({ ...subject, day: last }, COHORT_DAYS, { measures: [rate], compare: 'previous' })

export const askCohortByDistrict = (subject: Subject, rate: RateId, last: string): Question =>
  backFrom({ ...subject, day: last }, COHORT_DAYS, { measures: [rate], by: ['district'] })

export const askOverdue = (subject: Subject, dimension: DimensionId | null): Question =>
  backFrom(subject, OVERDUE_DAYS, {
    measures: ['overdueComplaints', 'openComplaints'],
    ...(dimension && { by: [dimension], orderBy: '-overdueComplaints' }),
  })
