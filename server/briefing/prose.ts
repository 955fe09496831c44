import type { Fact, Language, Name, Piece, Prose } from './document.ts'
import { formatFact } from './format.ts'

/** What prose may speak of: never a number or a text of its own. */
type Hole = Fact | Name | Prose

const isProse = (hole: Hole): hole is Prose => Array.isArray(hole)

const pieces = (hole: Hole): Prose => {
  if (isProse(hole)) return hole
  return 'origin' in hole ? [{ fact: hole.id }] : [{ name: hole }]
}

/** Words of a sentence around facts and names: say`received ${facts.received} complaints`. */
export function say(words: TemplateStringsArray, ...holes: Hole[]): Prose {
  return words.flatMap((word, i): Piece[] => {
    const hole = holes[i]
    return [...(word === '' ? [] : [word]), ...(hole === undefined ? [] : pieces(hole))]
  })
}

/** A fact without its sign: the words beside it say up or down. */
export const size = ({ id }: Fact): Prose => [{ fact: id, as: 'size' }]

/** Sentences or parts of one, with something between. */
export function list(parts: readonly Prose[], between: string): Prose {
  return parts.flatMap((part, i): Piece[] => (i === 0 ? part : [between, ...part]))
}

/** Prose as plain text. */
export function writeText(prose: Prose, facts: Record<string, Fact>, language: Language): string {
  return prose
    .map((piece) => {
      if (typeof piece === 'string') return piece
      if ('name' in piece) return piece.name.names[language]
      const fact = facts[piece.fact]
      return fact ? formatFact(fact, language, piece.as) : ''
    })
    .join('')
}
