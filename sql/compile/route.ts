import type { City } from '../model/city.ts'
import { CUBES, type Cube } from '../model/cubes.ts'
import { DIMENSIONS } from '../model/dimensions.ts'
import { type Addend, PARTS, type PartId } from '../model/parts.ts'
import type { Clause, Question } from '../model/question.ts'
import { dimensionsRead } from './conditions.ts'

const isPart = (addend: Addend): addend is PartId => Object.hasOwn(PARTS, addend)

/** `overdue` and `repeated` are counted beside a cube, from the complaints themselves. */
const isBeside = (addend: Addend): boolean => addend === 'overdue' || addend === 'repeated'

/**
 * The cheapest cube that answers, by what the model declares of it; null: the complaints themselves.
 * A cube knows local days of receipt and additive parts, so neither hours nor medians nor other events.
 */
export function pickCube(
  city: City,
  question: Question,
  clauses: readonly Clause[],
  addends: readonly Addend[],
): Cube | null {
  const { basis = 'received', grain, by = [] } = question
  if (basis !== 'received' || grain === 'hour' || grain === 'hourOfDay') return null
  if (question.measures.includes('hoursToClose')) return null
  const needed = dimensionsRead(city, by, clauses)
  for (const id of needed) if (DIMENSIONS[id].multiple) return null
  const parts = addends.filter((addend) => !isBeside(addend))
  return (
    CUBES.find(
      (cube) =>
        [...needed].every((id) => cube.dimensions.includes(id)) &&
        parts.every((addend) => isPart(addend) && cube.parts.includes(addend)),
    ) ?? null
  )
}
