import type { Token } from '../statements.ts'

/** Whether a token is this keyword. Keywords are written in capitals here. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word
}

/** The closing `FORMAT X` of a statement, if it has one. */
export function formatClause(tokens: Token[]): { start: number; format: Token } | undefined {
  for (let at = tokens.length - 2; at > 0; at -= 1) {
    const [word, format, after] = [tokens[at], tokens[at + 1], tokens[at + 2]]
    if (word?.depth !== 0 || !isWord(word, 'FORMAT') || format?.kind !== 'word') continue
    if (isWord(tokens[at - 1], 'AS')) continue
    if (after === undefined || isWord(after, 'SETTINGS')) return { start: word.start, format }
  }
  return undefined
}
