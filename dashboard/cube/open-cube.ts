import type { Catalog } from '../../server/contract/catalog.ts'
import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { Question } from '../../sql/model/question.ts'
import type { Range } from '../state/period.ts'
import { answerFrom, type CubeFacts, type LocalAnswer } from './answer.ts'
import type { Cube, CubeQuestion } from './cube.ts'
import { holds } from './reach.ts'
import { readCube } from './read-cube.ts'

/** A cube that the page holds, and what can be done with it. */
export interface LocalCube {
  question: CubeQuestion
  version: number
  /** Can days be chosen from it? */
  holds(days: Range): boolean
  /** What the cube tells of a question; null: nothing. */
  tells(asked: Question): LocalAnswer | null
}

/** The codes of a dimension that others have taken over from. Issues are made of other dimensions. */
function replacedCodes({ dimensions }: Catalog, of: DimensionId): string[] {
  return dimensions
    .filter(({ id }) => id === of || of === 'issue')
    .flatMap(({ members }) => members.filter(({ successor }) => successor !== null))
    .map(({ code }) => code)
}

/**
 * Of what is compared, a replaced code counts under its successor, which the server sees to: a cube can
 * tell it where it holds no such code, nor has left any out by its filters.
 */
function isComparable({ question, dimensions }: Cube, catalog: Catalog): boolean {
  const isWhole = question.where.every(
    ({ dimension }) => replacedCodes(catalog, dimension).length === 0,
  )
  const isPlain = question.by.every((id) => {
    const replaced = new Set(replacedCodes(catalog, id))
    return !dimensions.get(id)?.codes.some((code) => replaced.has(code))
  })
  return isWhole && isPlain
}

function factsOf(cube: Cube, catalog: Catalog): CubeFacts {
  const settling = catalog.measures.flatMap(({ id, maturityDays }) =>
    maturityDays === null ? [] : [[id, maturityDays] as const],
  )
  return { maturityDays: new Map(settling), comparable: isComparable(cube, catalog) }
}

/** Opens the Arrow stream that answers a cube's question. */
export function openCube(bytes: ArrayBuffer, question: CubeQuestion, catalog: Catalog): LocalCube {
  const cube = readCube(bytes, question)
  const facts = factsOf(cube, catalog)
  return {
    question,
    version: cube.version,
    holds: (days) => holds(question, days),
    tells: (asked) => answerFrom(cube, facts, asked),
  }
}
