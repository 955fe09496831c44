import type { Answer, Column, Row, Value } from '../../sql/model/answer.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Question } from '../../sql/model/question.ts'
import { addDays, countDays } from '../state/days.ts'
import type { Range } from '../state/period.ts'
import type { Cube } from './cube.ts'
import { holds, type Reach, reach } from './reach.ts'
import { writeRows } from './rows.ts'
import { groupingOf, type Sums, sumUp } from './sum.ts'

/** What a cube says of a question. */
export interface LocalAnswer {
  /** Is it all that the server would say? Else what is compared is missing. */
  whole: boolean
  /** Adds it up. */
  read(): Answer
}

/** What is known of the city beside its cube. */
export interface CubeFacts {
  /** As the catalog says them. */
  maturityDays: ReadonlyMap<MeasureId, number>
  /** Has no code of the cube's dimensions been replaced by another one? */
  comparable: boolean
}

/** The wall time right after the cut-off, whose last second is over. */
const toldUntil = (through: string): string =>
  new Date(Date.parse(`${through.slice(0, 19)}Z`) + 1000).toISOString()

/** The days before, where they can be compared with those asked for without a grain. */
function comparedDays(cube: Cube, asked: Question, comparable: boolean): Range | null {
  const { from, to, compare, grain } = asked
  const isOver = cube.through !== null && toldUntil(cube.through) >= to
  if (compare !== 'previous' || grain !== undefined || !comparable || !isOver) return null
  const days = { from: addDays(from, -countDays(from, to)), to: from }
  return holds(cube.question, days) ? days : null
}

function columnsOf(asked: Question, cube: Cube, facts: CubeFacts, compared: boolean): Column[] {
  const { by = [], grain, measures } = asked
  const columns: Column[] = by.map((id) => ({ id, role: 'dimension' }))
  if (grain) columns.push({ id: 'period', role: 'time' })
  for (const id of measures) {
    const isRate = cube.measures.get(id)?.of != null
    columns.push({ id, role: 'measure' })
    if (isRate) columns.push({ id: `${id}.n`, role: 'denominator' })
    if (facts.maturityDays.has(id)) columns.push({ id: `${id}.mature`, role: 'maturity' })
    if (compared) columns.push({ id: `${id}.compare`, role: 'measure' })
    if (compared && isRate) columns.push({ id: `${id}.compare.n`, role: 'denominator' })
  }
  return columns
}

/** Orders rows by a column, nulls last; equals stay as they are. */
function orderBy(rows: Row[], order: string): Row[] {
  const down = order.startsWith('-')
  const id = down ? order.slice(1) : order
  const compare = (a: Value, b: Value): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    if (a === b) return 0
    return a < b === down ? 1 : -1
  }
  return rows.toSorted((a, b) => compare(a[id] ?? null, b[id] ?? null))
}

/** What a cube tells of a question, as the server would; null where it cannot. */
export function answerFrom(cube: Cube, facts: CubeFacts, asked: Question): LocalAnswer | null {
  const reached = reach(cube, asked)
  if (!reached) return null
  const days = comparedDays(cube, asked, facts.comparable)
  const columns = columnsOf(asked, cube, facts, days !== null)
  const order = asked.orderBy?.replace(/^-/, '')
  if (order !== undefined && !columns.some(({ id }) => id === order)) return null
  return {
    whole: asked.compare === undefined || days !== null,
    read: () => addUp(cube, facts, asked, { ...reached, days, columns }),
  }
}

interface Planned extends Reach {
  /** The days that are compared with those asked for. */
  days: Range | null
  columns: Column[]
}

function addUp(cube: Cube, facts: CubeFacts, asked: Question, planned: Planned): Answer {
  const begun = performance.now()
  const { grain, filters, days, columns } = planned
  const grouping = groupingOf(cube, asked.by ?? [], grain, asked)
  const add = (range: Range): Sums =>
    sumUp(cube, grouping, { grain, filters, measures: asked.measures }, range)
  const { through, version, source } = cube
  const summed = { grouping, now: add(asked), before: days && add(days) }
  const { maturityDays } = facts
  const all = writeRows(asked, grain, summed, { maturityDays, through })
  const ordered = asked.orderBy === undefined ? all : orderBy(all, asked.orderBy)
  const rows = asked.by?.length ? ordered.slice(0, asked.limit) : ordered
  return { columns, rows, through, version, source, elapsedMs: performance.now() - begun }
}
