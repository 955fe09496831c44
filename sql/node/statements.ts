/** A lexical unit of SQL. `depth` counts the brackets around it. Comments and blanks are left out. */
export interface Token {
  kind: 'word' | 'string' | 'quoted' | 'symbol'
  text: string
  start: number
  end: number
  depth: number
}

const WORD = /[\p{L}\p{N}_]+/uy
const HEREDOC = /\$([\p{L}\p{N}_]*)\$/uy

/** Cuts ClickHouse SQL into tokens. An unclosed string or comment runs to the end of the text. */
export function* tokenize(sql: string): Generator<Token> {
  let at = 0
  let depth = 0
  const token = (kind: Token['kind'], start: number, end: number): Token => {
    at = end
    return { kind, text: sql.slice(start, end), start, end, depth }
  }
  while (at < sql.length) {
    const char = sql[at] as string
    if (/\s/.test(char)) at += 1
    else if (sql.startsWith('--', at) || /^#[ !]/.test(sql.slice(at, at + 2)))
      at = endOf(sql, '\n', at)
    else if (sql.startsWith('/*', at)) at = endOf(sql, '*/', at + 2)
    else if (char === "'") yield token('string', at, endOfQuoted(sql, at))
    else if (char === '`' || char === '"') yield token('quoted', at, endOfQuoted(sql, at))
    else if (char === '$' && matchAt(HEREDOC, sql, at)) {
      const tag = matchAt(HEREDOC, sql, at) as string
      yield token('string', at, endOf(sql, tag, at + tag.length))
    } else {
      const word = matchAt(WORD, sql, at)
      if (word) yield token('word', at, at + word.length)
      else {
        if (')]}'.includes(char)) depth -= 1
        yield token('symbol', at, at + 1)
        if ('([{'.includes(char)) depth += 1
      }
    }
  }
}

/** The statements of a text, cut at each `;` outside of strings and comments; empty ones left out. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let first: Token | undefined
  let last: Token | undefined
  const close = () => {
    if (first && last) statements.push(sql.slice(first.start, last.end))
    first = undefined
  }
  for (const token of tokenize(sql)) {
    if (token.kind === 'symbol' && token.text === ';') close()
    else {
      first ??= token
      last = token
    }
  }
  close()
  return statements
}

/** The names of the `{name:Type}` placeholders of a statement. */
export function placeholders(sql: string): Set<string> {
  const tokens = [...tokenize(sql)]
  const names = tokens
    .filter(
      (token, index) =>
        token.kind === 'word' && tokens[index - 1]?.text === '{' && tokens[index + 1]?.text === ':',
    )
    .map((token) => token.text)
  return new Set(names)
}

/** A value as a ClickHouse string literal. */
export const quote = (value: string): string =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? text.length : found + mark.length
}

function endOfQuoted(sql: string, start: number): number {
  const mark = sql[start] as string
  for (let at = start + 1; at < sql.length; at += 1) {
    if (sql[at] === '\\') at += 1
    else if (sql[at] === mark) {
      if (sql[at + 1] !== mark) return at + 1
      at += 1
    }
  }
  return sql.length
}
