import type { City } from '../../../sql/model/city.ts'
import type { Question } from '../../../sql/model/question.ts'
import type { Calendar } from '../calendar.ts'
import { dayText, monthsBefore } from '../local-days.ts'
import { composeShapes } from './compose.ts'
import { planDays } from './day-plan.ts'
import type { ForecastSeries, Forecasts, Reason } from './document.ts'
import { type Draft, draftOutlook, type Kind, refuse } from './draft.ts'
import { kinChange } from './kin.ts'
import { lookDaysAhead, lookMonthsAhead } from './methods.ts'
import { writeOutlook } from './outlook.ts'
import type { Past } from './past.ts'
import { poolErrors } from './pool.ts'
import { type Ask, type History, isNamed, readHistory } from './read-history.ts'
import { reason } from './reasons.ts'
import { type DatedShape, LEAST_DAYS, learnShapes } from './shapes.ts'

export interface ForecastDeps {
  ask: Ask
  /** By which the city lives (calendar.ts). */
  calendar: Calendar
}

/** Days that are planned after the last known one: a year of months, the first one begun. */
const PLANNED_AHEAD = 400
const MOST_MONTHS_BACK = 48

interface Subject {
  where: ForecastSeries['where']
  past: Past
  shapes: DatedShape[] | null
}

/** The days on which shapes are learned, as rows: the end, and the same day of the months before. */
function datesOf({ first, end }: History): number[] {
  const dates: number[] = []
  for (let months = 0; months <= MOST_MONTHS_BACK; months++) {
    const at = monthsBefore(end, months) - first
    if (at >= LEAST_DAYS) dates.unshift(at)
  }
  return dates
}

/** Each series with what is known of its year and its days. */
function listSubjects(history: History, calendar: Calendar, dates: readonly number[]): Subject[] {
  const { first, end, city, members, mixes } = history
  const plan = planDays(calendar, first, end - first + PLANNED_AHEAD)
  const categories = members.category1
  const learned = learnShapes(
    plan,
    categories.map(({ counts }) => counts),
    dates,
  )
  const compose = (key: string): DatedShape[] | null =>
    composeShapes(
      first,
      categories.flatMap(({ code }, i) => {
        const shapes = learned[i] ?? null
        return shapes ? [{ shapes, months: mixes.get(key)?.get(code) ?? new Map() }] : []
      }),
    )
  return [
    { where: {}, past: city, shapes: compose('') },
    ...members.district
      .filter(isNamed)
      .map((past) => ({ where: { district: past.code }, past, shapes: compose(past.code) })),
    ...categories.flatMap((past, i) =>
      isNamed(past) ? [{ where: { category1: past.code }, past, shapes: learned[i] ?? null }] : [],
    ),
  ]
}

/** The Question of a series' past. */
function questionOf(city: City, { first, end, version }: History, subject: Subject): Question {
  const { where, past } = subject
  const [dimension] = Object.keys(where) as ('district' | 'category1')[]
  return {
    city: city.id,
    measures: ['complaints'],
    grain: 'day',
    from: dayText(first),
    to: dayText(end),
    ...(dimension && { where: [{ dimension, in: past.codes }] }),
    ...(version !== null && { version }),
  }
}

/**
 * Forecasts the complaints of a city, its districts and its categories of level 1: the next two weeks
 * day by day, and the year month by month, each with the intervals that held at earlier origins, beside a
 * baseline, which is shown where the model was not better.
 * @param asOf a local day: nothing received on it or later is used
 * @throws what `ask` throws
 * Source: a log-linear model of season and kinds of days (penalised quasi-Poisson), learned for each
 * category; level by exponential smoothing, of months fading to what is usual beside its kin; a place is
 * the sum of its categories; split conformal intervals by errors of a rolling-origin back-test, of which
 * those of wild origins count less.
 */
export async function makeForecasts(
  city: City,
  asOf: string,
  { ask, calendar }: ForecastDeps,
): Promise<Forecasts> {
  const history = await readHistory(city, asOf, ask)
  const { first, end, version, through } = history
  const head = { city: city.id, asOf, version, through, from: dayText(end) }
  if (end === first) return { ...head, series: [] }

  const dates = datesOf(history)
  const subjects = listSubjects(history, calendar, dates)
  const kinOf = (split: keyof Subject['where']) =>
    kinChange(subjects.filter(({ where }) => where[split] !== undefined))
  const changes = { district: kinOf('district'), category1: kinOf('category1') }
  const drafts = subjects.map((subject) => {
    const { where, past, shapes } = subject
    const [split] = Object.keys(where) as (keyof typeof changes)[]
    const refused = refuse(past)
    const draft = (kind: Kind): Draft | Reason => {
      if (refused !== null) return reason(refused)
      if (dates.length === 0) return reason('short')
      if (shapes === null) return reason('noFit')
      const look =
        kind === 'days'
          ? lookDaysAhead(past, shapes)
          : lookMonthsAhead(past, shapes, first, split && changes[split])
      return draftOutlook(kind, past, look, first, dates)
    }
    return { subject, days: draft('days'), months: draft('months') }
  })

  const isDraft = (draft: Draft | Reason): draft is Draft => 'steps' in draft
  const days = poolErrors('days', drafts.map((one) => one.days).filter(isDraft))
  const months = poolErrors('months', drafts.map((one) => one.months).filter(isDraft))
  return {
    ...head,
    series: drafts.map((one) => ({
      where: one.subject.where,
      question: questionOf(city, history, one.subject),
      days: writeOutlook(one.days, days, first),
      months: writeOutlook(one.months, months, first),
    })),
  }
}
