import { Temporal } from 'temporal-polyfill'
import type { Column, ColumnRole, Value } from '../model/answer.ts'
import { type Formula, type MeasureId, measureOf } from '../model/measures.ts'
import {
  isoYearBefore,
  periodAfter,
  periodBefore,
  standsAlone,
  type Wall,
  wallOf,
  yearBefore,
} from './calendar.ts'
import type { Piece, SideName } from './names.ts'
import type { Plan } from './plan.ts'
import { residentsOf } from './residents.ts'
import { countOf, type SumRow, type Tally } from './sum-row.ts'
import { type WeightedRate, weightOn } from './weights.ts'
import { calendarGrain } from './window.ts'

type Compute = (row: SumRow) => Value

/** A column of the answer and how it is computed from the sums of its row. */
export interface AnswerColumn extends Column {
  value: Compute
}

const dayOf = (wall: Wall): string => wall.toPlainDate().toString()
const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString()

/** Computes once for each text. */
function remembering<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const fresh = compute(text)
    known.set(text, fresh)
    return fresh
  }
}

/** What follows from a row's period. */
function ofPeriod<T>(compute: (start: Wall) => T): (row: SumRow) => T {
  const of = remembering((period) => compute(Temporal.PlainDateTime.from(period.replace(' ', 'T'))))
  return ({ bucket }) => of(String(bucket))
}

const ratio = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : numerator / denominator

const total = (tally: Tally, pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + countOf(tally, piece), 0)

/** Nothing is told where the row has complaints and none of a source that tells. */
const whereTold = (tally: Tally, value: number, told: Piece): number | null =>
  countOf(tally, told) === 0 && countOf(tally, 'complaints') > 0 ? null : value

function residents(plan: Plan): (row: SumRow) => number {
  const lastDay = addDays(plan.question.to, -1)
  return residentsOf(plan.city, plan.by, [...plan.clauses, ...plan.limits], lastDay)
}

/** The local day by which the weights of `score` are chosen: the start of the period. */
function weightDay(plan: Plan, side: SideName): (row: SumRow) => string {
  const { question, city, compared } = plan
  const { compare } = question
  const grain = calendarGrain(question)
  if (grain === null) {
    const start = side === 'now' || compared === null ? null : wallOf(compared.start, city.timeZone)
    return () => (start === null ? question.from : dayOf(start))
  }
  if (side === 'now' || compare === undefined) return ofPeriod(dayOf)
  if (compare === 'previous') return ofPeriod((start) => dayOf(periodBefore(grain, start)))
  return ofPeriod((start) => dayOf(grain === 'week' ? isoYearBefore(start) : yearBefore(start)))
}

type ScoredRates = Extract<Formula, { kind: 'score' }>['rates']

function score(plan: Plan, rates: ScoredRates, side: SideName): Compute {
  const dayFor = weightDay(plan, side)
  return (row) => {
    const day = dayFor(row)
    let sum = 0
    for (const rate of Object.keys(rates) as WeightedRate[]) {
      const { numerator, denominator } = rates[rate]
      const share = ratio(countOf(row[side], numerator), countOf(row[side], denominator))
      const weight = weightOn(plan.city.weights, rate, day)
      if (share === null || weight === null) return null
      sum += weight * share
    }
    return 100 * sum
  }
}

function measureValue(plan: Plan, id: MeasureId, side: SideName): Compute {
  const { formula } = measureOf(id)
  switch (formula.kind) {
    case 'count': {
      const { of, told } = formula
      return ({ [side]: tally }) =>
        told === null ? countOf(tally, of) : whereTold(tally, countOf(tally, of), told)
    }
    case 'ratio':
      return ({ [side]: tally }) =>
        ratio(countOf(tally, formula.numerator), total(tally, formula.denominator))
    case 'median':
      return ({ [side]: { seconds } }) => (seconds === null ? null : seconds / 3600)
    case 'backlog':
      return ({ [side]: tally }) =>
        whereTold(tally, countOf(tally, 'entered') - countOf(tally, 'gone'), 'entered')
    case 'perResidents': {
      const of = residents(plan)
      return (row) => ratio(1000 * countOf(row[side], 'complaints'), of(row))
    }
    case 'score':
      return score(plan, formula.rates, side)
  }
}

function denominatorOf(plan: Plan, id: MeasureId, side: SideName): Compute | null {
  const { formula } = measureOf(id)
  switch (formula.kind) {
    case 'ratio':
      return ({ [side]: tally }) => total(tally, formula.denominator)
    case 'median':
      return ({ [side]: tally }) => countOf(tally, 'closed_timed')
    case 'perResidents':
      return residents(plan)
    default:
      return null
  }
}

/** Whether the row's last day plus the days that its cases need lies at or before the cut-off. */
function maturity(plan: Plan, days: number): Compute {
  const { question, city, through } = plan
  if (through === null) return () => false
  const cutOff = dayOf(wallOf(through, city.timeZone))
  const grain = calendarGrain(question)
  const isMature = (end: string): boolean => addDays(end, days - 1) <= cutOff
  const earlier = (a: string, b: string): string => (a < b ? a : b)
  if (grain === null) {
    const mature = isMature(question.to)
    return () => mature
  }
  if (grain === 'hour') {
    const isDayMature = remembering((day) => isMature(addDays(day, 1)))
    return ({ bucket }) => isDayMature(String(bucket).slice(0, 10))
  }
  return ofPeriod((start) => isMature(earlier(dayOf(periodAfter(grain, start)), question.to)))
}

/** Nothing where there is nothing to compare with. */
function comparedColumn(plan: Plan, value: Compute): Compute {
  const { compare } = plan.question
  // A window that is 29 February alone has no counterpart a year before.
  if (plan.compared !== null && plan.compared.whole <= plan.compared.start) return () => null
  const grain = calendarGrain(plan.question)
  if (grain === null || compare !== 'lastYear') return value
  const isAlone = ofPeriod((start) => standsAlone(grain, compare, start))
  return (row) => (isAlone(row) ? null : value(row))
}

/** The columns of one measure, in the order in which the answer shows them. */
function measureColumns(plan: Plan, id: MeasureId): AnswerColumn[] {
  const columns: AnswerColumn[] = []
  const add = (suffix: string, role: ColumnRole, value: Compute): void => {
    columns.push({ id: `${id}${suffix}`, role, value })
  }
  add('', 'measure', measureValue(plan, id, 'now'))
  const denominator = denominatorOf(plan, id, 'now')
  if (denominator !== null) add('.n', 'denominator', denominator)
  const { maturityDays } = measureOf(id)
  if (maturityDays !== null) {
    add('.mature', 'maturity', maturity(plan, plan.city.maturityDays[id] ?? maturityDays))
  }
  if (plan.compared === null) return columns
  add('.compare', 'measure', comparedColumn(plan, measureValue(plan, id, 'before')))
  const before = denominatorOf(plan, id, 'before')
  if (before !== null) add('.compare.n', 'denominator', comparedColumn(plan, before))
  return columns
}

/** An hour comes as `YYYY-MM-DD hh:mm:ss`. */
const periodOfHour = ({ bucket }: SumRow): Value =>
  `${String(bucket).slice(0, 10)}T${String(bucket).slice(11, 13)}:00`

/** Every column of the answer: the dimensions, the period, then those of each measure. */
export function answerColumns(plan: Plan): AnswerColumn[] {
  const { grain, measures } = plan.question
  const keys = plan.by.map(
    (id, i): AnswerColumn => ({ id, role: 'dimension', value: ({ keys }) => keys[i] ?? null }),
  )
  const period: AnswerColumn = {
    id: 'period',
    role: 'time',
    value: grain === 'hour' ? periodOfHour : ({ bucket }) => bucket,
  }
  return [
    ...keys,
    ...(grain === undefined ? [] : [period]),
    ...measures.flatMap((id) => measureColumns(plan, id)),
  ]
}
