import { z } from 'zod'
import type { Expression, FieldId, FieldKind } from './mapping.ts'
import { FIELDS } from './mapping.ts'

const VALUE = z.union([z.string(), z.boolean()], { error: 'should be a text, true or false' })
const COLUMN = z.string().min(1)
const READING = {
  map: z.record(z.string(), VALUE).optional(),
  otherwise: VALUE.optional(),
  keep: z.literal(true).optional(),
  split: z.string().min(1).optional(),
  times: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  timeZone: z.string().optional(),
}

/** The closed list of expressions, each known by its first key. */
const FORMS = {
  column: z.strictObject({ column: COLUMN, ...READING }),
  first: z.strictObject({ first: z.array(COLUMN).min(1), ...READING }),
  constant: z.strictObject({ constant: VALUE }),
  join: z.strictObject({ join: z.array(COLUMN).min(1), with: z.string() }),
  when: z.strictObject({
    when: z
      .array(
        z.strictObject({
          column: COLUMN,
          is: z.union([z.string(), z.array(z.string()).min(1)]),
          value: VALUE,
        }),
      )
      .min(1),
    otherwise: VALUE.optional(),
  }),
} as const
type Form = keyof typeof FORMS

const FORMS_OF: Record<FieldKind, readonly Form[]> = {
  key: ['column', 'first', 'join'],
  text: ['column', 'first', 'join', 'constant'],
  time: ['column', 'first'],
  member: ['column', 'first', 'join', 'constant', 'when'],
  list: ['column', 'first'],
  truth: ['column', 'first', 'constant', 'when'],
  number: ['column', 'first'],
}

/** Keys of a column expression that make sense for some kinds of fields only. */
const ONLY_FOR: Record<string, readonly FieldKind[]> = {
  map: ['member', 'truth', 'text'],
  otherwise: ['member', 'truth', 'text'],
  keep: ['member', 'text'],
  split: ['list'],
  times: ['time'],
  timeZone: ['time'],
}

export { FORMS }

/** The schema of a field's expression as it stands, or what is wrong with its form. */
export function chooseForm(field: FieldId, raw: unknown): Form | { wrong: string } {
  if (typeof raw === 'string') return 'column'
  const kind = FIELDS[field]
  const allowed = FORMS_OF[kind]
  const listed = allowed.map((form) => `"${form}"`).join(', ')
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { wrong: `should be the name of a column, or an object with one of ${listed}` }
  }
  const found = (Object.keys(FORMS) as Form[]).filter((form) => form in raw)
  const [form] = found
  if (form === undefined || found.length > 1) {
    return { wrong: `should have exactly one of ${listed}` }
  }
  if (!allowed.includes(form)) {
    return { wrong: `"${form}" cannot fill ${field}: use one of ${listed}` }
  }
  const odd = Object.keys(raw).find((key) => ONLY_FOR[key] && !ONLY_FOR[key].includes(kind))
  if (odd !== undefined && form !== 'when') {
    return { wrong: `"${odd}" has no meaning for ${field}` }
  }
  return form
}

const many = (value: string | string[]): string[] => (typeof value === 'string' ? [value] : value)

/** Brings an expression that fits its schema into the one form that `conform` reads. */
export function normaliseExpression(form: Form, raw: unknown): Expression {
  const value = typeof raw === 'string' ? { column: raw } : raw
  switch (form) {
    case 'constant':
      return { form, value: FORMS.constant.parse(value).constant }
    case 'join': {
      const { join, with: glue } = FORMS.join.parse(value)
      return { form, columns: join, with: glue }
    }
    case 'when': {
      const { when, otherwise } = FORMS.when.parse(value)
      const cases = when.map((c) => ({ column: c.column, is: many(c.is), value: c.value }))
      return { form, cases, otherwise: otherwise ?? null }
    }
    default: {
      const read = form === 'first' ? FORMS.first.parse(value) : FORMS.column.parse(value)
      return {
        form: 'column',
        columns: 'first' in read ? read.first : [read.column],
        map: read.map ?? null,
        otherwise: read.otherwise ?? null,
        keep: read.keep ?? false,
        split: read.split ?? null,
        times: read.times === undefined ? null : many(read.times),
        timeZone: read.timeZone ?? null,
      }
    }
  }
}
