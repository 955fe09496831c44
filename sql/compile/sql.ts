/**
 * SQL composed by a tag whose holes take only SQL and typed parameters: a bare string neither
 * type-checks nor runs, and since both are told by a symbol, nothing that was parsed from JSON passes.
 */
const KIND: unique symbol = Symbol('kind')

export type ParameterType =
  | 'String'
  | 'Array(String)'
  | 'Date'
  | 'Array(Date)'
  | "DateTime('UTC')"
  | "Array(DateTime('UTC'))"
  | 'Array(UInt64)'
  | 'UInt64'
  | 'UInt32'
  | 'Int32'
  | 'Float64'

export type ParameterValue = string | number | readonly (string | number)[]

export interface Parameter {
  readonly [KIND]: 'parameter'
  readonly name: string
  readonly type: ParameterType
  readonly value: ParameterValue
}

export interface Sql {
  readonly [KIND]: 'sql'
  readonly pieces: readonly (string | Parameter)[]
}

export type Hole = Sql | Parameter

/** A value that travels beside the SQL as `{name:type}`. */
export function parameter(name: string, type: ParameterType, value: ParameterValue): Parameter {
  return { [KIND]: 'parameter', name, type, value }
}

function piecesOf(hole: Hole): readonly (string | Parameter)[] {
  if (hole[KIND] === 'sql') return hole.pieces
  if (hole[KIND] === 'parameter') return [hole]
  throw new TypeError('A hole of sql`` takes SQL or a parameter.')
}

/** SQL with holes for SQL and parameters. */
export function sql(strings: TemplateStringsArray, ...holes: Hole[]): Sql {
  const pieces = strings.flatMap((text, i) => {
    const hole = holes[i]
    return hole === undefined ? [text] : [text, ...piecesOf(hole)]
  })
  return { [KIND]: 'sql', pieces }
}

/** Fragments one after the other, with the separator between them. */
export function join(fragments: readonly Hole[], separator: Sql): Sql {
  const pieces = fragments.flatMap((fragment, i) =>
    i === 0 ? piecesOf(fragment) : [...separator.pieces, ...piecesOf(fragment)],
  )
  return { [KIND]: 'sql', pieces }
}

/**
 * A text of the model as SQL: an identifier or a condition. `known` is the closed set, and a text that
 * is not in it is refused, so that this is no way around the tag.
 */
export function known<const T extends string>(texts: readonly T[], text: NoInfer<T>): Sql {
  if (!texts.includes(text)) throw new TypeError(`"${text}" is not a word of the model.`)
  return { [KIND]: 'sql', pieces: [text] }
}

export interface Rendered {
  sql: string
  params: Record<string, ParameterValue>
}

/** The text with `{name:Type}` in it, and the values. One name with two values gets a number. */
export function render(fragment: Sql): Rendered {
  const params: Record<string, ParameterValue> = {}
  const written = new Map<string, string>()
  const taken = new Map<string, number>()
  const nameOf = (hole: Parameter): string => {
    const key = `${hole.name} ${hole.type} ${JSON.stringify(hole.value)}`
    const before = written.get(key)
    if (before) return before
    const count = (taken.get(hole.name) ?? 0) + 1
    taken.set(hole.name, count)
    const name = count === 1 ? hole.name : `${hole.name}_${count}`
    written.set(key, name)
    params[name] = hole.value
    return name
  }
  const text = fragment.pieces
    .map((piece) => (typeof piece === 'string' ? piece : `{${nameOf(piece)}:${piece.type}}`))
    .join('')
  return { sql: text, params }
}
