import { quote, type Token, tokenize } from '../statements.ts'
import { Refusal } from './failure.ts'

/**
 * A statement as the engine will run it.
 * - answer: its rows go to a file, from which they are sent
 * - insert: its data come from a file
 * - command: everything else; what it says is short
 */
export type Statement =
  | { kind: 'answer'; format: string; toFile(path: string): string }
  | { kind: 'insert'; format: string; fromFile(path: string): string }
  | { kind: 'command'; format: string; sql: string; resets: boolean }

const ANSWERS = new Set([
  'SELECT',
  'WITH',
  'FROM',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'EXPLAIN',
  'EXISTS',
  'CHECK',
])

/**
 * Reads the request's SQL. `bodyIsData`: the SQL came in the address and the body holds rows.
 * Throws a Refusal for what ClickHouse's HTTP interface refuses too: several statements, files of
 * the client.
 */
export function readStatement(sql: string, defaultFormat: string, bodyIsData: boolean): Statement {
  const tokens = leadingTokens(sql)
  const first = tokens.find((token) => token.text !== '(')
  if (!first) throw new Refusal(62, 'SYNTAX_ERROR', 'Empty query.')
  const text = sql.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? sql.length)
  const offset = tokens[0]?.start ?? 0
  if (isWord(first, 'INSERT')) {
    const insert = bodyIsData ? readInsert(text, offset, tokens) : undefined
    return insert ?? { kind: 'command', format: 'TabSeparated', sql: text, resets: false }
  }
  const clause = formatClause(tokens)
  const format = clause?.format.text ?? defaultFormat
  if (!ANSWERS.has(first.text.toUpperCase())) {
    const resets =
      isWord(first, 'SET') ||
      isWord(first, 'USE') ||
      tokens.slice(0, 4).some((token) => isWord(token, 'TEMPORARY'))
    return { kind: 'command', format, sql: text, resets }
  }
  const cut = clause ? clause.start - offset : text.length
  return {
    kind: 'answer',
    format,
    toFile: (path) =>
      `${text.slice(0, cut)}\nINTO OUTFILE ${quote(path)} ${clause ? text.slice(cut) : `FORMAT ${format}`}`,
  }
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word
}

/** The tokens of the one statement; of an INSERT with rows in it, those before the rows. */
function leadingTokens(sql: string): Token[] {
  const tokens: Token[] = []
  let ended = false
  for (const token of tokenize(sql)) {
    if (token.text === ';' && token.kind === 'symbol') {
      ended = true
      continue
    }
    if (ended)
      throw new Refusal(62, 'SYNTAX_ERROR', 'Multi-statements are not allowed: send one statement.')
    const before = tokens.at(-1)
    if (
      (isWord(token, 'OUTFILE') && isWord(before, 'INTO')) ||
      (isWord(token, 'INFILE') && isWord(before, 'FROM'))
    )
      throw new Refusal(48, 'NOT_IMPLEMENTED', `${token.text} is not allowed over HTTP.`)
    tokens.push(token)
    if (isWord(tokens[0], 'INSERT') && token.depth === 0 && isWord(before, 'FORMAT')) {
      if (sql.slice(token.end).trim().replace(/^;/, '') === '') continue
      if (tokens.some((other) => isWord(other, 'SELECT'))) continue
      tokens.push({ ...token, start: token.end, end: sql.length, text: sql.slice(token.end) })
      return tokens
    }
    if (isWord(tokens[0], 'INSERT') && token.depth === 0 && isWord(token, 'VALUES')) {
      if (sql.slice(token.end).trim() === '') continue
      tokens.push({ ...token, start: token.end, end: sql.length, text: sql.slice(token.end) })
      return tokens
    }
  }
  return tokens
}

/** The closing `FORMAT X` of a statement, if it has one. */
function formatClause(tokens: Token[]): { start: number; format: Token } | undefined {
  for (let at = tokens.length - 2; at > 0; at -= 1) {
    const [word, format, after] = [tokens[at], tokens[at + 1], tokens[at + 2]]
    if (!word || !format || word.depth !== 0 || !isWord(word, 'FORMAT')) continue
    if (isWord(tokens[at - 1], 'AS') || format.kind !== 'word') continue
    if (after === undefined || isWord(after, 'SETTINGS')) return { start: word.start, format }
  }
  return undefined
}

function readInsert(text: string, offset: number, tokens: Token[]): Statement | undefined {
  const selects = tokens.some((token) => token.depth === 0 && isWord(token, 'SELECT'))
  if (!selects && isWord(tokens.at(-1), 'VALUES')) {
    const cut = (tokens.at(-1)?.start ?? 0) - offset
    return insertFrom(text.slice(0, cut), 'Values', '')
  }
  const clause = formatClause(tokens)
  if (!clause) return undefined
  const head = text.slice(0, clause.start - offset)
  const tail = text.slice(clause.format.end - offset)
  if (!selects) return insertFrom(head, clause.format.text, tail)
  const input = tokens.findIndex(
    (token, at) =>
      isWord(token, 'input') &&
      tokens[at + 1]?.text === '(' &&
      tokens[at + 2]?.kind === 'string' &&
      tokens[at + 3]?.text === ')',
  )
  if (input < 0) return undefined
  const [word, structure, end] = [tokens[input], tokens[input + 2], tokens[input + 3]]
  if (!word || !structure || !end) return undefined
  return {
    kind: 'insert',
    format: clause.format.text,
    fromFile: (path) =>
      `${head.slice(0, word.start - offset)}file(${quote(path)}, ${quote(clause.format.text)}, ` +
      `${structure.text})${head.slice(end.end - offset)}${tail}`,
  }
}

function insertFrom(head: string, format: string, tail: string): Statement {
  return {
    kind: 'insert',
    format,
    fromFile: (path) =>
      `${head.trimEnd()} FROM INFILE ${quote(path)} COMPRESSION 'none' ${tail} FORMAT ${format}`,
  }
}
