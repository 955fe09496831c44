import type { Answer, Row } from '../../../sql/model/answer.ts'
import type { Format, MeasureId } from '../../../sql/model/measures.ts'
import type { Comparison, Question } from '../../../sql/model/question.ts'
import { changeOf } from '../../i18n/format-measure.ts'
import { numberOf } from '../../marks/tell-cell.ts'
import type { CatalogMeasure } from '../../state/catalog.ts'
import { addDays } from '../../state/days.ts'
import type { Range } from '../../state/period.ts'
import { type Filter, orderFilters, type View } from '../../state/view-url.ts'
import { grainFor, type TrendGrain, windowOf } from '../trend/periods.ts'
import { readTrend, type TrendPoint } from '../trend/state.ts'

/**
 * The measures of the headline, in their order. Those that are asked together can all be answered by
 * the smallest tables; a median and repeated complaints need the complaints themselves, and nobody
 * should wait for them to see the rest.
 */
export const HEADLINES: readonly (readonly MeasureId[])[] = [
  [
    'complaints',
    'responseRate',
    'resolutionRate',
    'satisfactionRate',
    'onTimeRate',
    'overdueComplaints',
  ],
  ['hoursToClose'],
  ['repeatRate'],
]

export const COMPARED: readonly Comparison[] = ['previous', 'lastYear']

export interface Compared {
  value: number | null
  n: number | null
  /** As `changeOf` says it. */
  change: number | null
  direction: 'up' | 'down' | 'level'
  /**
   * What the change means by the measure's polarity; null: nothing, no change, or not yet to be told,
   * since a value that has not settled is compared with one that has.
   */
  meaning: 'better' | 'worse' | null
  /** Where the compared period was cut, local time. */
  until: string | null
}

export interface HeadlineNumber {
  measure: MeasureId
  value: number | null
  n: number | null
  /** The day from which the value has settled; null where it has, or where that is not said. */
  settles: string | null
  compared: Partial<Record<Comparison, Compared>>
  points: TrendPoint[]
}

type Asking = Pick<View, 'city' | 'where'>

const DISPATCHED: Filter = { dimension: 'handling', in: ['dispatched'] }

/**
 * What a measure is asked of. Most cases are answered at once, on the phone, so that the median of the
 * time that all of them took says nothing of how long a case takes: it is of those dispatched, where
 * the city tells them apart and the reader has not chosen the handling.
 */
export function askingOf<View extends Asking>(
  view: View,
  measures: readonly MeasureId[],
  tellsDispatched: boolean,
): { asking: View; dispatchedOnly: boolean } {
  const handling = view.where.find(({ dimension }) => dimension === DISPATCHED.dimension)
  const isOther = handling !== undefined && String(handling.in) !== String(DISPATCHED.in)
  const dispatchedOnly = tellsDispatched && !isOther && measures.includes('hoursToClose')
  if (!dispatchedOnly) return { asking: view, dispatchedOnly }
  return {
    asking: { ...view, where: orderFilters([...view.where, DISPATCHED]) },
    dispatchedOnly,
  }
}

export const headlineQuestion = (
  { city, where }: Asking,
  { from, to }: Range,
  measures: MeasureId[],
  compare: Comparison,
): Question => ({ city, measures, from, to, where, compare })

/** The course of the measures over the period, in periods that suit its length. */
export function courseQuestion(
  { city, where }: Asking,
  range: Range,
  measures: MeasureId[],
): Question & { grain: TrendGrain } {
  const grain = grainFor(range)
  return { city, measures, grain, ...windowOf(grain, range), where }
}

const SMALLEST_SHOWN = { points: 0.05, share: 0.0005 }

/** Where a change goes; level where it is too small to be seen in its figure. */
export function directionOf(format: Format, change: number | null): Compared['direction'] {
  const isPoints = format === 'rate' || format === 'score'
  const smallest = isPoints ? SMALLEST_SHOWN.points : SMALLEST_SHOWN.share
  if (change === null || Math.abs(change) < smallest) return 'level'
  return change > 0 ? 'up' : 'down'
}

/** Better or worse; null where nothing changes, and for a measure that is neither good nor bad. */
export function meaningOf(
  direction: Compared['direction'],
  polarity: CatalogMeasure['polarity'],
): Compared['meaning'] {
  if (direction === 'level' || polarity === 0) return null
  return (direction === 'up') === polarity > 0 ? 'better' : 'worse'
}

/** Of an earlier period less is still open, whatever was done: its value is told, but no change. */
const STILL_OPEN: readonly MeasureId[] = ['openComplaints', 'overdueComplaints']

const isOpen = ({ id }: CatalogMeasure, row: Row): boolean => row[`${id}.mature`] === false

function compareRow(measure: CatalogMeasure, row: Row): Compared {
  const open = isOpen(measure, row)
  const value = numberOf(row, `${measure.id}.compare`)
  const change = STILL_OPEN.includes(measure.id)
    ? null
    : changeOf(measure.id, numberOf(row, measure.id), value)
  const direction = directionOf(measure.format, change)
  return {
    value,
    n: numberOf(row, `${measure.id}.compare.n`),
    change,
    direction,
    meaning: open ? null : meaningOf(direction, measure.polarity),
    until: typeof row.compareTo === 'string' ? row.compareTo : null,
  }
}

/** The course of a measure over the period. */
export const readCourse = (
  measure: MeasureId,
  range: Range,
  { answer, question }: { answer: Answer; question: Question & { grain: TrendGrain } },
): TrendPoint[] => readTrend(answer, { ...question, measures: [measure] }, range).points

/** One headline number from the answers that have come so far. */
export function readHeadline(
  measure: CatalogMeasure,
  range: Range,
  answers: Partial<Record<Comparison, Answer | null>>,
  points: TrendPoint[],
): HeadlineNumber {
  const compared: HeadlineNumber['compared'] = {}
  for (const comparison of COMPARED) {
    const row = answers[comparison]?.rows[0]
    // An answer of the page's own may lack what is compared.
    if (row && `${measure.id}.compare` in row) compared[comparison] = compareRow(measure, row)
  }
  const row = answers.previous?.rows[0] ?? answers.lastYear?.rows[0]
  return {
    measure: measure.id,
    value: row ? numberOf(row, measure.id) : null,
    n: row ? numberOf(row, `${measure.id}.n`) : null,
    settles:
      row && isOpen(measure, row) ? addDays(range.to, (measure.maturityDays ?? 0) - 1) : null,
    compared,
    points,
  }
}
