import type { City } from '../model/city.ts'
import { type Cube, EXTRACTS } from '../model/cubes.ts'
import type { DimensionId } from '../model/dimensions.ts'
import { measureOf } from '../model/measures.ts'
import type { Addend } from '../model/parts.ts'
import type { Clause, Question } from '../model/question.ts'
import type { Scope } from '../model/scope.ts'
import type { SkippedHours } from './buckets.ts'
import { dayStart, instantOf, skippedHours, wallOf } from './calendar.ts'
import type { SideName } from './names.ts'
import { cubesThatAnswer, pickCube, pickFlows } from './route.ts'
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
  /** The generations of `repeats`, null where they are not complete. */
  repeats: readonly Partition[] | null
  /** Rows of each derived table (sql/model/cubes.ts) that holds every slice of this version. */
  cubes: ReadonlyMap<string, number>
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
  repeats: readonly Partition[] | null
  cube: Cube | null
  /** The cube that tells the backlog, null for the complaints themselves. */
  flows: Cube | null
  /** Whether the table of open complaints, and that of a sample of the closed, can be read. */
  extracts: ReadonlySet<string>
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

const isMidnight = (at: number, zone: string): boolean => {
  const wall = wallOf(at, zone)
  return wall.equals(dayStart(wall.toPlainDate().toString()))
}

/**
 * @param table a cube that can answer, or `complaints`, to be read instead of the cheapest
 */
export function planQuestion(
  question: Question,
  scope: Scope,
  context: Context,
  table?: string,
): Plan {
  const { city, cubes, partitions } = context
  const zone = city.timeZone
  const through = context.through === null ? null : Date.parse(context.through)
  const clauses = question.where ?? []
  const current = currentSpan(question, zone)
  const compared = question.compare === undefined ? null : comparedSpan(question, zone, through)
  const asked = [...clauses, ...scope.where]
  const needs = { city, question, clauses: asked, current, compared, partitions, cubes }
  const endsAtMidnight = compared === null || isMidnight(compared.end, zone)
  const named =
    table === undefined ? undefined : cubesThatAnswer(needs).find((c) => c.table === table)
  if (table !== undefined && table !== 'complaints' && named === undefined) {
    throw new TypeError(`${table} cannot answer this Question.`)
  }
  const onlyBase = table === 'complaints'
  return {
    question,
    city,
    by: question.by ?? [],
    clauses,
    limits: scope.where,
    partitions,
    repeats: context.repeats,
    cube: table === undefined ? pickCube(needs) : (named ?? null),
    flows: onlyBase ? null : pickFlows(needs, endsAtMidnight),
    extracts: new Set(onlyBase ? [] : EXTRACTS.map((e) => e.table).filter((t) => cubes.has(t))),
    addends: addendsOf(question),
    median: question.measures.includes('hoursToClose'),
    backlog: question.measures.includes('backlog'),
    through,
    current,
    compared,
    skipped: skippedIn(question, zone),
  }
}

/** What the answer tells of: its own window, and the one that it is compared with. */
export const sidesOf = ({ current, compared }: Plan): [SideName, Span][] =>
  compared === null
    ? [['now', current]]
    : [
        ['now', current],
        ['before', compared],
      ]
