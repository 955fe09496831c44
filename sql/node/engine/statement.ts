import { quote, type Token, tokenize } from '../statements.ts'
import { isStateTable } from './changes.ts'
import { Refusal } from './failure.ts'
import { type Insert, readInsert } from './insert.ts'
import { formatClause, isWord } from './words.ts'

/**
 * A statement as the engine will run it.
 * - answer: its rows go to a file, from which they are sent
 * - insert: its data come from a file
 * - command: everything else; what it says is short
 *
 * `sql` takes the path of that file, and a mark to find the running statement by.
 */
export interface Statement {
  kind: 'answer' | 'insert' | 'command'
  format: string
  sql(path: string, mark: string): string
  /** The rows of an insert that came with the statement; else they are the request's body. */
  data?: string
  /** It changes the session for whoever comes next. */
  resets?: boolean
  /** It may change what is visible of a city. */
  changesState?: boolean
}

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
 * Reads a request's SQL. `bodyIsData`: the SQL came in the address, and the body may hold rows.
 * Throws a Refusal for what ClickHouse's HTTP interface refuses too: several statements, files of
 * the client.
 */
export function readStatement(sql: string, defaultFormat: string, bodyIsData: boolean): Statement {
  const tokens = tokenize(sql)
  const first = tokens.next().value
  if (!first) throw new Refusal(62, 'SYNTAX_ERROR', 'Empty query.')
  if (isWord(first, 'INSERT')) return insertStatement(readInsert(sql, bodyIsData), sql)
  return readOther(sql, [first, ...single(tokens)], defaultFormat)
}

function insertStatement(insert: Insert, sql: string): Statement {
  const changesState = isIntoState(sql)
  if (insert.kind === 'rows')
    return {
      kind: 'insert',
      format: insert.format,
      sql: insert.sql,
      changesState,
      ...(insert.data !== undefined && { data: insert.data }),
    }
  return {
    kind: 'command',
    format: 'TabSeparated',
    changesState,
    // A mark behind literal rows would be read as one.
    sql: (_path, mark) => (insert.kind === 'selected' ? `${insert.text}\n/* ${mark} */` : sql),
  }
}

/** Whether `INSERT INTO [TABLE] [database.]table` names a table that says what is visible. */
function isIntoState(sql: string): boolean {
  for (const token of tokenize(sql)) {
    if (isStateTable(token.text)) return true
    const ends = token.text === '(' || isWord(token, 'SELECT') || isWord(token, 'FORMAT')
    if (ends || isWord(token, 'VALUES')) return false
  }
  return false
}

function readOther(sql: string, tokens: Token[], defaultFormat: string): Statement {
  const [first] = tokens
  const last = tokens.at(-1)
  const clause = formatClause(tokens)
  const format = clause?.format.text ?? defaultFormat
  const text = sql.slice(0, last?.end)
  const verb = tokens.find((token) => token.text !== '(')
  if (!verb || !ANSWERS.has(verb.text.toUpperCase())) {
    const resets =
      isWord(first, 'SET') ||
      isWord(first, 'USE') ||
      tokens.slice(0, 4).some((token) => isWord(token, 'TEMPORARY'))
    const changesState = tokens.some((t) => isStateTable(t.text) || isWord(t, 'DATABASE'))
    return { kind: 'command', format, sql: () => text, resets, changesState }
  }
  const cut = clause?.start ?? text.length
  return {
    kind: 'answer',
    format,
    sql: (path, mark) =>
      `${text.slice(0, cut)}\n/* ${mark} */ INTO OUTFILE ${quote(path)} ` +
      (clause ? text.slice(cut) : `FORMAT ${format}`),
  }
}

/** Passes on the tokens of one statement, without its closing `;`. */
function* single(tokens: Iterable<Token>): Generator<Token> {
  let before: Token | undefined
  let ended = false
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.text === ';') {
      ended = true
      continue
    }
    if (ended)
      throw new Refusal(62, 'SYNTAX_ERROR', 'Multi-statements are not allowed: send one statement.')
    if (isWord(token, 'OUTFILE') && isWord(before, 'INTO'))
      throw new Refusal(48, 'NOT_IMPLEMENTED', 'INTO OUTFILE is not allowed over HTTP.')
    yield token
    before = token
  }
}
