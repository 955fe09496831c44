import type { Column, ColumnRole } from '../model/answer.ts'
import { type Formula, type MeasureId, measureOf } from '../model/measures.ts'
import type { Addend } from '../model/parts.ts'
import { bucketAfter, comparedStart, isAlone } from './buckets.ts'
import { dayStart, wallOf } from './calendar.ts'
import { type SideName, sumName } from './names.ts'
import type { Plan } from './plan.ts'
import { residentsOf } from './residents.ts'
import { type Hole, join, parameter, type Sql, sql } from './sql.ts'
import { type WeightedRate, weightOn } from './weights.ts'
import { calendarGrain } from './window.ts'

/** A column of the answer and how it is computed from the sums of its row. */
export interface AnswerColumn extends Column {
  sql: Sql
}

const BUCKET = sql`bucket`

const total = (addends: readonly Addend[], side: SideName): Sql =>
  join(
    addends.map((addend) => sumName(addend, side)),
    sql` + `,
  )

const ratio = (numerator: Hole, denominator: Hole): Sql =>
  sql`${numerator} / nullIf(${denominator}, 0)`

/** Nothing is told where the row has complaints and none of a source that tells. */
const whereTold = (value: Sql, told: Sql, side: SideName): Sql =>
  sql`if(${told} = 0 AND ${sumName('complaints', side)} > 0, NULL, ${value})`

const yesterday = (day: string): string =>
  dayStart(day).subtract({ days: 1 }).toPlainDate().toString()

function residents(plan: Plan): Sql {
  const { question } = plan
  return residentsOf(plan.city, plan.by, [...plan.clauses, ...plan.limits], yesterday(question.to))
}

/** The local day by which the weights of `score` are chosen: the start of the period. */
function weightDay(plan: Plan, side: SideName): Sql | string {
  const { question, city, compared } = plan
  const grain = calendarGrain(question)
  if (grain === null) {
    if (side === 'now' || compared === null) return question.from
    return wallOf(compared.start, city.timeZone).toPlainDate().toString()
  }
  const start =
    side === 'now' || question.compare === undefined
      ? BUCKET
      : comparedStart(grain, question.compare, BUCKET)
  return sql`toDate(${start}, 'UTC')`
}

type ScoredRates = Extract<Formula, { kind: 'score' }>['rates']

function score(plan: Plan, rates: ScoredRates, side: SideName): Sql {
  const day = weightDay(plan, side)
  const terms = (Object.keys(rates) as WeightedRate[]).map((rate) => {
    const { numerator, denominator } = rates[rate]
    const weight = weightOn(plan.city.weights, rate, day)
    return sql`${weight} * ${ratio(sumName(numerator, side), sumName(denominator, side))}`
  })
  return sql`100 * (${join(terms, sql` + `)})`
}

function measureValue(plan: Plan, id: MeasureId, side: SideName): Sql {
  const { formula } = measureOf(id)
  switch (formula.kind) {
    case 'count': {
      const value = sumName(formula.of, side)
      return formula.told === null ? value : whereTold(value, sumName(formula.told, side), side)
    }
    case 'ratio':
      return ratio(sumName(formula.numerator, side), sql`(${total(formula.denominator, side)})`)
    case 'median':
      return sql`if(${sumName('closed_timed', side)} = 0, NULL, ${side === 'now' ? sql`seconds_now` : sql`seconds_before`} / 3600)`
    case 'backlog':
      return side === 'now'
        ? whereTold(sql`open_now_all`, sql`known_now`, side)
        : whereTold(sql`open_before_all`, sql`known_before`, side)
    case 'perResidents':
      return ratio(sql`1000 * ${sumName('complaints', side)}`, residents(plan))
    case 'score':
      return score(plan, formula.rates, side)
  }
}

function denominatorOf(plan: Plan, id: MeasureId, side: SideName): Sql | null {
  const { formula } = measureOf(id)
  switch (formula.kind) {
    case 'ratio':
      return total(formula.denominator, side)
    case 'median':
      return sumName('closed_timed', side)
    case 'perResidents':
      return residents(plan)
    default:
      return null
  }
}

/** Whether the row's last day plus the days that its cases need lies at or before the cut-off. */
function maturity(plan: Plan, days: number): Sql {
  const { question, city, through } = plan
  if (through === null) return sql`false`
  const cutOff = parameter(
    'through_day',
    'Date',
    wallOf(through, city.timeZone).toPlainDate().toString(),
  )
  const end = parameter('to', 'Date', question.to)
  const wait = parameter('wait', 'Int32', days)
  const grain = calendarGrain(question)
  if (grain === null) return sql`toBool(addDays(${end}, ${wait} - 1) <= ${cutOff})`
  if (grain === 'hour') return sql`toBool(addDays(toDate(bucket, 'UTC'), ${wait}) <= ${cutOff})`
  return sql`toBool(addDays(least(${bucketAfter(grain, BUCKET)}, ${end}), ${wait} - 1) <= ${cutOff})`
}

function comparedColumn(plan: Plan, value: Sql): Sql {
  const { compare } = plan.question
  // A window that is 29 February alone has no counterpart a year before.
  if (plan.compared !== null && plan.compared.whole <= plan.compared.start) {
    return sql`CAST(NULL, 'Nullable(Float64)')`
  }
  const grain = calendarGrain(plan.question)
  const alone = grain === null || compare === undefined ? null : isAlone(grain, compare, BUCKET)
  return alone === null ? value : sql`if(${alone}, NULL, ${value})`
}

/** The columns of one measure, in the order in which the answer shows them. */
export function measureColumns(plan: Plan, id: MeasureId): AnswerColumn[] {
  const columns: AnswerColumn[] = []
  const add = (suffix: string, role: ColumnRole, value: Sql): void => {
    columns.push({ id: `${id}${suffix}`, role, sql: value })
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
