import type { City } from '../model/city.ts'
import { CUBES, type Cube } from '../model/cubes.ts'
import type { DimensionId } from '../model/dimensions.ts'
import type { Clause, Question } from '../model/question.ts'
import { dimensionsRead } from './conditions.ts'
import { baseCost, baseRows, cubeCost } from './cost.ts'
import type { Partition } from './slices.ts'
import type { ComparedSpan, Span } from './window.ts'
import { calendarGrain } from './window.ts'

/** What a Question needs of a table, and what is known of the tables. */
export interface Needs {
  city: City
  question: Question
  /** The Question's clauses and the scope's. */
  clauses: readonly Clause[]
  current: Span
  compared: ComparedSpan | null
  partitions: readonly Partition[]
  /** Rows of each derived table that holds every slice. */
  cubes: ReadonlyMap<string, number>
}

const isByHour = ({ grain }: Question): boolean => grain === 'hour' || grain === 'hourOfDay'

const spansOf = ({ current, compared }: Needs): Span[] =>
  compared === null ? [current] : [current, compared]

function holds(cube: Cube, dimensions: ReadonlySet<DimensionId>, needs: Needs): boolean {
  return needs.cubes.has(cube.table) && [...dimensions].every((id) => cube.dimensions.includes(id))
}

/**
 * The cubes that can answer, by what the model declares of them. A cube knows local days, or hours, of
 * receipt. What it cannot hold (overdue and repeated complaints, medians) is read beside it.
 */
export function cubesThatAnswer(needs: Needs): Cube[] {
  const { city, question, clauses } = needs
  if ((question.basis ?? 'received') !== 'received') return []
  const read = dimensionsRead(city, question.by ?? [], clauses)
  return CUBES.filter(
    (cube) => holds(cube, read, needs) && (cube.moment === 'hour' || !isByHour(question)),
  )
}

/** From the first slice to the end of what is asked. */
function wholeSpan(needs: Needs): Span {
  const first = Math.min(...needs.partitions.map(({ slice }) => slice))
  const start = Date.UTC(Math.floor(first / 10_000), (Math.floor(first / 100) % 100) - 1, 1)
  return { start, end: Math.max(...spansOf(needs).map(({ end }) => end)) }
}

/** The cheapest of some cubes, with its cost. */
function cheapest(needs: Needs, cubes: readonly Cube[], spans: readonly Span[]) {
  const all = wholeSpan(needs)
  const costs = cubes.map((cube) => ({
    cube,
    cost: cubeCost(cube, needs.cubes.get(cube.table) ?? 0, needs.city, needs.clauses, spans, all),
  }))
  return costs.reduce<(typeof costs)[number] | null>(
    (best, one) => (best === null || one.cost < best.cost ? one : best),
    null,
  )
}

/** Rows of a cube that take so little time that there is no use in weighing them. */
const FEW_ROWS = 500_000

/** The cheapest table that answers: a cube, or null for the complaints themselves. */
export function pickCube(needs: Needs): Cube | null {
  const found = cheapest(needs, cubesThatAnswer(needs), spansOf(needs))
  if (found === null) return null
  const rows = baseRows(needs.city, needs.clauses, needs.partitions, spansOf(needs))
  return found.cost <= Math.max(FEW_ROWS, baseCost(rows)) ? found.cube : null
}

/**
 * The cheapest cube that tells a backlog, null where none does: days come and go in it as a whole, and it
 * does not know which source tells of closings.
 */
export function pickFlows(needs: Needs, endsAtMidnight: boolean): Cube | null {
  const { city, question, clauses } = needs
  const told = city.sources.every(({ tells }) => tells.includes('closed_at'))
  const cyclic = question.grain !== undefined && calendarGrain(question) === null
  if (!told || cyclic || isByHour(question) || !endsAtMidnight) return null
  const read = dimensionsRead(city, question.by ?? [], clauses)
  const cubes = CUBES.filter((cube) => cube.flows && holds(cube, read, needs))
  return cheapest(needs, cubes, [{ start: 0, end: needs.current.end }])?.cube ?? null
}
