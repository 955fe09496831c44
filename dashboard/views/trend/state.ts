import type { Answer, Row } from '../../../sql/model/answer.ts'
import type { MeasureId } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import type { Range } from '../../state/period.ts'
import type { View } from '../../state/view.ts'
import { type Cell, readCell } from '../cell.ts'
import { dayAfter, grainFor, move, periodsOf, type TrendGrain, windowOf } from './periods.ts'

export interface TrendPoint extends Cell {
  /** Its start, as the answer writes it. */
  period: string
  /** The local day after its last one. */
  until: string
  row: Row | null
  /** The data do not tell of all of it yet. */
  running: boolean
  weekend: boolean
  /** Does it lie in the page's period, or is it there for comparison? */
  asked: boolean
}

export interface TrendSeries {
  measure: MeasureId
  grain: TrendGrain
  points: TrendPoint[]
  /** Is anything known of the year before? */
  compared: boolean
}

/** What the trend asks: whole periods of a grain that suits the length of the page's period. */
export function trendQuestion(
  { city, measure, where }: Pick<View, 'city' | 'measure' | 'where'>,
  range: Range,
): Question & { grain: TrendGrain } {
  const grain = grainFor(range)
  const window = windowOf(grain, range)
  return { city, measures: [measure], grain, ...window, where, compare: 'lastYear' }
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay())

/** Whether a period that begins so lies at least partly in a range of days. */
const overlaps = (period: string, until: string, { from, to }: Range): boolean =>
  until > from && period.slice(0, 10) < to

/** Wall time with seconds, so that days and hours compare with a cut-off. */
const wall = (period: string): string => (period.length === 10 ? `${period}T00:00` : period)

/**
 * The series of every period of the question. Where the answer has no row, counts are 0, but only
 * up to its cut-off: later periods are missing.
 */
export function readTrend(
  answer: Answer,
  question: Question & { grain: TrendGrain },
  range: Range,
): TrendSeries {
  const { grain } = question
  const measure = question.measures[0] as MeasureId
  const through = answer.through?.slice(0, 19) ?? ''
  const rows = new Map(answer.rows.map((row) => [String(row.period), row]))
  const points = periodsOf(grain, question).map((period): TrendPoint => {
    const row = rows.get(period) ?? null
    const until = dayAfter(grain, period)
    const told = wall(period) < through
    const cell = readCell(row ?? undefined, measure)
    return {
      ...cell,
      value: told ? cell.value : null,
      compare: told ? cell.compare : null,
      period,
      until,
      row,
      running: told && !endsBy(wall(move(grain, period, 1)), through),
      weekend: grain === 'day' && isWeekend(period),
      asked: overlaps(period, until, range),
    }
  })
  return {
    measure,
    grain,
    points,
    compared: points.some(({ compare }) => compare !== null && compare !== 0),
  }
}

/** A cut-off one second before the end of a period tells of all of it. */
function endsBy(end: string, through: string): boolean {
  const last = new Date(Date.parse(`${end}:00Z`) - 1000).toISOString().slice(0, 19)
  return last <= through
}

/** The asked point with the highest value. */
export function highest({ points }: TrendSeries): TrendPoint | null {
  return points.reduce<TrendPoint | null>((best, point) => {
    if (!point.asked || point.value === null) return best
    return best === null || point.value > (best.value ?? 0) ? point : best
  }, null)
}

/** The days of the points between two places, in either order. */
export function spanOf({ points }: TrendSeries, one: number, other: number): Range | null {
  const first = points[Math.min(one, other)]
  const last = points[Math.max(one, other)]
  return first && last ? { from: first.period.slice(0, 10), to: last.until } : null
}
