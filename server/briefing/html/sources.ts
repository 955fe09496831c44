import type { DailyNotification, Fact, Piece } from '../document.ts'

/** The Questions that a fact rests on, by id, however far back. */
function questionsOf(fact: Fact, facts: Record<string, Fact>): string[] {
  const { origin } = fact
  switch (origin.kind) {
    case 'cell':
      return [origin.question]
    case 'tested':
      return origin.questions
    case 'derived':
      return unique(
        origin.of.flatMap((id) => {
          const from = facts[id]
          return from ? questionsOf(from, facts) : []
        }),
      )
    case 'stated':
      return []
  }
}

const unique = (ids: readonly string[]): string[] =>
  [...new Set(ids)].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))

/** The Questions that pieces of prose or of a table rest on, in their order. */
export const questionsBehind = (pieces: readonly Piece[], { facts }: DailyNotification): string[] =>
  unique(
    pieces.flatMap((piece) => {
      const fact = typeof piece === 'object' && 'fact' in piece ? facts[piece.fact] : undefined
      return fact ? questionsOf(fact, facts) : []
    }),
  )
