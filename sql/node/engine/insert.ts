import { quote, type Token, tokenize } from '../statements.ts'
import { Refusal } from './failure.ts'
import { formatClause, isWord } from './words.ts'

/**
 * An INSERT.
 * - rows: the engine reads them from a file; `data` are those that came behind the statement
 * - selected: the engine makes them
 * - literal: VALUES in the statement itself
 */
export type Insert =
  | { kind: 'rows'; format: string; sql(path: string, mark: string): string; data?: string }
  | { kind: 'selected'; text: string }
  | { kind: 'literal' }

/** Reads an INSERT. `bodyIsData`: what is not in the statement is in the request's body. */
export function readInsert(sql: string, bodyIsData: boolean): Insert {
  const tokens: Token[] = []
  for (const token of tokenize(sql)) {
    const before = tokens.at(-1)
    if (isWord(token, 'INFILE') && isWord(before, 'FROM'))
      throw new Refusal(48, 'NOT_IMPLEMENTED', 'FROM INFILE is not allowed over HTTP.')
    if (isValues(token, before) && !isSelecting(tokens)) {
      if (!bodyIsData || hasMore(sql, token)) return { kind: 'literal' }
      return fromFile(sql.slice(0, token.start), 'Values', '')
    }
    tokens.push(token)
    const rest = sql.slice(token.end)
    const closesFormat = token.depth === 0 && token.kind === 'word' && isWord(before, 'FORMAT')
    if (closesFormat && !isSelecting(tokens) && !/^\s*(SETTINGS\b|;?\s*$)/i.test(rest)) {
      // Blanks and one line break behind the format's name are not data.
      const data = rest.replace(/^[ \t\r]*\n?/, '')
      return { ...fromTable(sql.slice(0, token.end), tokens), data }
    }
  }
  if (tokens.at(-1)?.text === ';') tokens.pop()
  const text = sql.slice(0, tokens.at(-1)?.end)
  if (tokens.some((token) => token.kind === 'symbol' && token.text === ';'))
    throw new Refusal(62, 'SYNTAX_ERROR', 'Multi-statements are not allowed: send one statement.')
  const input = inputCall(tokens)
  const clause = formatClause(tokens)
  if (bodyIsData && clause && input) return fromInput(text, clause, input)
  if (input)
    throw new Refusal(48, 'NOT_IMPLEMENTED', 'The rows of input() must be the body of the request.')
  return bodyIsData && clause && !isSelecting(tokens)
    ? fromTable(text, tokens)
    : { kind: 'selected', text }
}

const isValues = (token: Token, before: Token | undefined) =>
  token.depth === 0 && isWord(token, 'VALUES') && !isWord(before, 'FORMAT')

const hasMore = (sql: string, token: Token) => sql.slice(token.end).trim() !== ''

const isSelecting = (tokens: Token[]) =>
  tokens.some((token) => token.depth === 0 && isWord(token, 'SELECT'))

type Rows = Extract<Insert, { kind: 'rows' }>
type Clause = NonNullable<ReturnType<typeof formatClause>>

function fromTable(text: string, tokens: Token[]): Rows {
  const clause = formatClause(tokens)
  if (!clause) throw new Refusal(62, 'SYNTAX_ERROR', 'The FORMAT of the rows is missing.')
  const head = text.slice(0, clause.start)
  const tail = text.slice(clause.format.end)
  // SETTINGS may stand before FORMAT, but not before INFILE.
  const settings = tokens.find((token) => token.depth === 0 && isWord(token, 'SETTINGS'))
  const cut = Math.min(settings?.start ?? clause.start, clause.start)
  return fromFile(head.slice(0, cut), clause.format.text, head.slice(cut) + tail)
}

function fromFile(head: string, format: string, settings: string): Rows {
  return {
    kind: 'rows',
    format,
    sql: (path, mark) =>
      `${head.trimEnd()}\n/* ${mark} */ FROM INFILE ${quote(path)} COMPRESSION 'none' ` +
      `${settings} FORMAT ${format}`,
  }
}

interface InputCall {
  start: number
  end: number
  structure: string
}

/** The `input('structure')` from which an INSERT selects. */
function inputCall(tokens: Token[]): InputCall | undefined {
  for (const [at, word] of tokens.entries()) {
    const [open, structure, close] = tokens.slice(at + 1, at + 4)
    if (!isWord(word, 'INPUT') || open?.text !== '(') continue
    if (structure?.kind !== 'string' || !close)
      throw new Refusal(48, 'NOT_IMPLEMENTED', 'The structure of input() must be a literal.')
    return { start: word.start, end: close.end, structure: structure.text }
  }
  return undefined
}

/** `INSERT INTO t SELECT ... FROM input('structure') FORMAT X`: the file takes the input's place. */
function fromInput(text: string, clause: Clause, input: InputCall): Rows {
  const format = clause.format.text
  return {
    kind: 'rows',
    format,
    sql: (path, mark) =>
      `${text.slice(0, input.start)}file(${quote(path)}, ${quote(format)}, ${input.structure})` +
      `${text.slice(input.end, clause.start)}${text.slice(clause.format.end)}\n/* ${mark} */`,
  }
}
