import type { Clause, Question } from '../../sql/model/question.ts'
import type { Range } from '../state/period.ts'
import { startOf } from '../views/trend/periods.ts'
import type { Cube, CubeGrain, CubeQuestion } from './cube.ts'

const COARSER: readonly CubeGrain[] = ['week', 'month', 'quarter']

/** Does a cube hold exactly these days, none of them in a period that begins before or ends after? */
export function holds({ from, to, grain }: CubeQuestion, days: Range): boolean {
  const isWhole = (day: string) => startOf(grain, day) === day
  return from <= days.from && days.to <= to && isWhole(days.from) && isWhole(days.to)
}

const isWithin = (some: Clause, all: Clause): boolean =>
  some.in.every((member) => all.in.includes(member))

/** The filters that are still to be applied to a cube's rows; null where it lacks what they need. */
function filtersLeft(cube: CubeQuestion, where: readonly Clause[]): Clause[] | null {
  const narrowed = cube.where.map((held) =>
    where.find((clause) => clause.dimension === held.dimension && isWithin(clause, held)),
  )
  if (narrowed.includes(undefined)) return null
  const left = where.filter((clause) => {
    const held = cube.where[narrowed.indexOf(clause)]
    return !(held && isWithin(held, clause))
  })
  return left.every(({ dimension }) => cube.by.includes(dimension)) ? left : null
}

/** How a question is answered from a cube. */
export interface Reach {
  grain: CubeGrain | undefined
  /** What is left to filter by. */
  filters: readonly Clause[]
}

/** The grain, where the periods of a cube can be put together to it. */
function grainFrom(held: CubeGrain, grain: Question['grain']): CubeGrain | null {
  const fits = grain === held || (held === 'day' && COARSER.some((one) => one === grain))
  return fits ? (grain as CubeGrain) : null
}

/** How a cube tells the answer to a question, but for what is compared; null where it cannot. */
export function reach({ question: held, measures }: Cube, asked: Question): Reach | null {
  const { city, by = [], basis = 'received', limit, version } = asked
  const grain = asked.grain && grainFrom(held.grain, asked.grain)
  const isSame = city === held.city && basis === 'received' && version === undefined
  const hasMeasures = asked.measures.every((id) => measures.has(id))
  const hasDimensions = by.every((id) => held.by.includes(id))
  // With a grain, the limit counts members, not rows.
  const hasLimit = limit === undefined || grain === undefined
  if (grain === null || !isSame || !hasMeasures || !hasDimensions || !hasLimit) return null
  const filters = holds(held, asked) ? filtersLeft(held, asked.where ?? []) : null
  return filters && { grain, filters }
}
