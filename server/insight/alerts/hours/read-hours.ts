import type { Answer } from '../../../../sql/model/answer.ts'
import { UNKNOWN } from '../../../../sql/model/dimensions.ts'
import type { Clause, Question } from '../../../../sql/model/question.ts'
import { dayNumber, dayText } from '../../local-days.ts'
import { hourNumber, hourText } from '../../local-hours.ts'
import { nameOf, type Place } from '../lattice.ts'

/** The kind of complaint that cannot wait for the night. */
export const EMERGENCY = 'emergency'
export const EMERGENCIES: Clause = { dimension: 'kind', in: [EMERGENCY] }

/** A week of all districts and categories is well below the ceiling of an answer's rows. */
const DAYS_AT_ONCE = 7

export type AskHours = (question: Question) => Promise<Answer>

export interface HourSeries extends Place {
  /** By hour. */
  counts: Float64Array
}

/** The emergencies of some hours. */
export interface HourCounts {
  version: number
  /** The cut-off of the data, local time with its offset; null while nothing is loaded. */
  through: string | null
  /** By `nameOf`: the city and its districts by all categories and by each of the first level. */
  series: Map<string, HourSeries>
}

/**
 * Reads the emergencies of a city by hour.
 * @param from the first hour, and the one after the last, as numbers of local hours
 * @throws QuestionError where the city knows no emergencies
 */
export async function readHours(
  city: string,
  from: number,
  to: number,
  ask: AskHours,
): Promise<HourCounts> {
  const series = new Map<string, HourSeries>()
  const add = (place: Place, hour: number, complaints: number): void => {
    const known = series.get(nameOf(place)) ?? { ...place, counts: new Float64Array(to - from) }
    series.set(nameOf(place), known)
    known.counts[hour - from]! += complaints
  }
  add({ area: '', category: '' }, from, 0)
  let told = { version: 0, through: null as string | null }
  const end = dayNumber(hourText(to - 1).slice(0, 10)) + 1
  for (let day = dayNumber(hourText(from).slice(0, 10)); day < end; day += DAYS_AT_ONCE) {
    const { rows, version, through } = await ask({
      ...{ city, measures: ['complaints'], by: ['district', 'category1'], grain: 'hour' },
      ...{ from: dayText(day), to: dayText(Math.min(end, day + DAYS_AT_ONCE)) },
      where: [EMERGENCIES],
    })
    told = { version, through }
    for (const { district, category1, period, complaints } of rows) {
      const hour = hourNumber(String(period))
      if (hour < from || hour >= to) continue
      for (const area of new Set(['', String(district)]))
        for (const category of new Set(['', String(category1)]))
          if (area !== UNKNOWN && category !== UNKNOWN)
            add({ area, category }, hour, Number(complaints))
    }
  }
  return { ...told, series }
}
