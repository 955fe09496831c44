import type { Labels } from '../../sql/model/labels.ts'

/** What a field of a complaint holds; it decides which expressions may fill it. */
export type FieldKind = 'key' | 'text' | 'time' | 'member' | 'list' | 'truth' | 'number'

/** The fields that a mapping may fill (DESIGN 5.3), and the flags that stand for a time. */
export const FIELDS = {
  id: 'key',
  updated_at: 'time',
  received_at: 'time',
  due_at: 'time',
  dispatched_at: 'time',
  responded_at: 'time',
  closed_at: 'time',
  rated_at: 'time',
  channel: 'member',
  kind: 'member',
  handling: 'member',
  requester: 'member',
  requester_key: 'key',
  event_key: 'key',
  enterprise: 'member',
  language: 'member',
  category1: 'member',
  category2: 'member',
  category3: 'member',
  district: 'member',
  subdistrict: 'member',
  community: 'member',
  lon: 'number',
  lat: 'number',
  department: 'member',
  cooperating: 'list',
  deadline: 'member',
  resolved: 'truth',
  satisfied: 'truth',
  dispatched: 'truth',
  responded: 'truth',
  closed: 'truth',
  on_time: 'truth',
  title: 'text',
  text: 'text',
} as const satisfies Record<string, FieldKind>
export type FieldId = keyof typeof FIELDS
export const FIELD_IDS = Object.keys(FIELDS) as FieldId[]

/** The first of `columns` that is not blank; then, where told, its counterpart in `map`. */
export interface ColumnExpression {
  form: 'column'
  columns: string[]
  map: Record<string, string | boolean> | null
  /** What a value becomes that is not in `map`; null: it is a bad field. */
  otherwise: string | boolean | null
  /** Values that are not in `map` stay as they are. */
  keep: boolean
  /** Separator of a list. */
  split: string | null
  /** Time formats and zone, where they differ from the source's. */
  times: string[] | null
  timeZone: string | null
}

/** The columns that are not blank, joined. */
interface JoinExpression {
  form: 'join'
  columns: string[]
  with: string
}

interface ConstantExpression {
  form: 'constant'
  value: string | boolean
}

/** The first case whose column holds one of `is`: how flags stand for a time or a state. */
interface WhenExpression {
  form: 'when'
  cases: { column: string; is: string[]; value: string | boolean }[]
  otherwise: string | boolean | null
}

export type Expression = ColumnExpression | JoinExpression | ConstantExpression | WhenExpression

/** How the source declares up to when it tells: by its file names, or by a column. */
export type ExtractTime =
  | { from: 'fileName'; format: string }
  | { from: 'column'; expression: ColumnExpression }

/** How the columns of a source become complaints. */
export interface SourceMapping {
  id: string
  names: Labels
  /** It sends nothing any more. */
  retired: boolean
  /** A later revision outranks an earlier one where both read the same version of a complaint. */
  revision: number
  delimiter: string
  timeZone: string
  times: string[]
  /** Texts that stand for nothing, beside the empty one. */
  blanks: string[]
  extractedAt: ExtractTime | null
  fields: Partial<Record<FieldId, Expression>>
  /** Of everything that decides what its files become. */
  hash: string
}

/** The columns that an expression reads. */
export function columnsOf(expression: Expression): string[] {
  if (expression.form === 'constant') return []
  if (expression.form === 'when') return expression.cases.map((c) => c.column)
  return expression.columns
}
