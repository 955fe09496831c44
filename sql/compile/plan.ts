import type { City } from '../model/city.ts'
import type { Cube } from '../model/cubes.ts'
import type { DimensionId } from '../model/dimensions.ts'
import { measureOf } from '../model/measures.ts'
import type { Addend } from '../model/parts.ts'
import type { Clause, Question } from '../model/question.ts'
import type { Scope } from '../model/scope.ts'
import type { SkippedHours } from './buckets.ts'
import { instantOf, skippedHours } from './calendar.ts'
import { pickCube } from './route.ts'
import type { Partition } from './slices.ts'
import {
  type ComparedSpan,
  calendarGrain,
  comparedSpan,
  currentSpan,
  outerRows,
  type Span,
} from './window.ts'

/** What the compiler knows beside the Question: the city at one data version. */
export interface Context {
  city: City
  /** Cut-off of the data, an ISO instant; null while nothing is loaded. */
  through: string | null
  partitions: readonly Partition[]
  /** The present, an ISO instant: bounds how long an interval can be. */
  now?: string
}

/** The Question resolved: windows, table and counts, before any SQL. */
export interface Plan {
  question: Question
  city: City
  by: readonly DimensionId[]
  /** The Question's clauses; codes follow reforms. */
  clauses: readonly Clause[]
  /** The scope's clauses: codes as they are stored, never widened. */
  limits: readonly Clause[]
  partitions: readonly Partition[]
  cube: Cube | null
  addends: readonly Addend[]
  median: boolean
  backlog: boolean
  /** ms */
  through: number | null
  current: Span
  compared: ComparedSpan | null
  skipped: SkippedHours
}

/** The additive counts of a Question's measures; complaints always, since rows exist where they are. */
function addendsOf(question: Question): Addend[] {
  const addends = new Set<Addend>(['complaints'])
  for (const id of question.measures) {
    const { formula } = measureOf(id)
    if (formula.kind === 'count') {
      addends.add(formula.of)
      if (formula.told !== null) addends.add(formula.told)
    } else if (formula.kind === 'ratio') {
      addends.add(formula.numerator)
      for (const addend of formula.denominator) addends.add(addend)
    } else if (formula.kind === 'score') {
      for (const rate of Object.values(formula.rates)) {
        addends.add(rate.numerator)
        addends.add(rate.denominator)
      }
    } else if (formula.kind === 'median') {
      addends.add('closed_timed')
    }
  }
  return [...addends]
}

function skippedIn(question: Question, zone: string): SkippedHours {
  if (question.compare === undefined || calendarGrain(question) !== 'hour') return []
  const { first, last } = outerRows(question)
  return skippedHours(zone, instantOf(first.start, zone), instantOf(last.to, zone))
}

export function planQuestion(question: Question, scope: Scope, context: Context): Plan {
  const { city } = context
  const zone = city.timeZone
  const through = context.through === null ? null : Date.parse(context.through)
  const addends = addendsOf(question)
  const clauses = question.where ?? []
  return {
    question,
    city,
    by: question.by ?? [],
    clauses,
    limits: scope.where,
    partitions: context.partitions,
    cube: pickCube(city, question, [...clauses, ...scope.where], addends),
    addends,
    median: question.measures.includes('hoursToClose'),
    backlog: question.measures.includes('backlog'),
    through,
    current: currentSpan(question, zone),
    compared: question.compare === undefined ? null : comparedSpan(question, zone, through),
    skipped: skippedIn(question, zone),
  }
}
