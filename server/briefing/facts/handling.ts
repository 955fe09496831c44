import type { DimensionId } from '../../../sql/model/dimensions.ts'
import type { Fact, Name } from '../document.ts'
import type { Naming } from '../names.ts'
import { type Asked, type Notebook, numberOf } from '../notebook.ts'
import { askSplit, askUsualSplit, type Subject } from '../questions.ts'

/** A member's part of the day, and of the four weeks before. */
export interface Part {
  name: Name
  count: Fact
  share: Fact
  usualShare: Fact | null
  /** The share less the usual one. */
  points: Fact | null
}

export interface Split {
  parts: Part[]
  asked: Asked
}

export interface HandlingFacts {
  handling: Split
  kind: Split
  channel: Split
}

async function readSplit(
  book: Notebook,
  subject: Subject,
  dimension: DimensionId,
  received: Fact,
  naming: Naming,
): Promise<Split> {
  const usualQuestion = askUsualSplit(subject, dimension)
  const [asked, usual] = await Promise.all([
    book.ask(askSplit(subject, dimension)),
    usualQuestion && book.ask(usualQuestion),
  ])
  const usualCounts = (usual?.answer.rows ?? []).map((row) =>
    book.cell(usual as Asked, { [dimension]: String(row[dimension]) }, 'complaints', 'count'),
  )
  const usualTotal = usualCounts.length === 0 ? null : book.derive('sum', usualCounts, 'count')
  const parts = asked.answer.rows.map((row): Part => {
    const member = { [dimension]: String(row[dimension]) }
    const count = book.cell(asked, member, 'complaints', 'count')
    const share = book.derive('share', [count, received], 'rate')
    const usualShare =
      usual && usualTotal && numberOf(usualTotal)
        ? book.derive(
            'share',
            [book.cell(usual, member, 'complaints', 'count'), usualTotal],
            'rate',
          )
        : null
    return {
      name: naming(dimension, String(row[dimension])),
      count,
      share,
      usualShare,
      points: usualShare && book.derive('difference', [share, usualShare], 'points'),
    }
  })
  return { parts, asked }
}

/** How the day's complaints were handled, what they were and which way they came. */
export async function readHandling(
  book: Notebook,
  subject: Subject,
  received: Fact,
  naming: Naming,
): Promise<HandlingFacts> {
  const split = (dimension: DimensionId) => readSplit(book, subject, dimension, received, naming)
  const [handling, kind, channel] = await Promise.all([
    split('handling'),
    split('kind'),
    split('channel'),
  ])
  return { handling, kind, channel }
}
