import type { Fact, Name } from '../document.ts'
import { judgeMovers, type Moved, pickMoved } from '../movers.ts'
import type { Naming } from '../names.ts'
import type { Asked, Notebook } from '../notebook.ts'
import {
  askMembersByDay,
  MOVER_DIMENSIONS,
  type MoverDimension,
  type Subject,
} from '../questions.ts'

/** How many of each dimension are told. */
const MOST = 5

export interface Mover {
  name: Name
  observed: Fact
  expected: Fact
  change: Fact | null
  adjusted: Fact
  up: boolean
}

export interface MoversFacts {
  /** How many members were judged. */
  candidates: Fact
  moved: Record<MoverDimension, Mover[]>
}

/**
 * What moved beyond chance.
 * @param days the city's complaints by day
 * @returns null where the weeks before have too few data
 */
export async function readMovers(
  book: Notebook,
  subject: Subject,
  days: Asked,
  naming: Naming,
): Promise<MoversFacts | null> {
  const asked = await Promise.all(
    MOVER_DIMENSIONS.map((dimension) => book.ask(askMembersByDay(subject, dimension))),
  )
  const members = MOVER_DIMENSIONS.flatMap((dimension, i) => {
    const one = asked[i]
    return one ? [{ dimension, answer: one.answer, asked: one }] : []
  })
  const judged = judgeMovers(days.answer, members, subject.day)
  if (!judged) return null

  const tell = (one: Moved, source: Asked): Mover => {
    const { dimension, member } = one
    const cell = { [dimension]: member, period: subject.day }
    const tested = (statistic: 'expected' | 'adjusted', format: 'mean' | 'pValue') =>
      book.test([days, ...asked], `${dimension} ${member}`, statistic, one[statistic], format)
    const observed = book.cell(source, cell, 'complaints', 'count')
    const expected = tested('expected', 'mean')
    return {
      name: naming(dimension, member),
      observed,
      expected,
      change: one.expected > 0 ? book.derive('change', [observed, expected], 'change') : null,
      adjusted: tested('adjusted', 'pValue'),
      up: one.observed > one.expected,
    }
  }
  const moved = Object.fromEntries(
    members.map(({ dimension, asked: source }) => [
      dimension,
      pickMoved(judged, dimension, MOST).map((one) => tell(one, source)),
    ]),
  ) as Record<MoverDimension, Mover[]>
  return { candidates: book.state('rule', judged.length, 'count'), moved }
}
