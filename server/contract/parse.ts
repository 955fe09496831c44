import { z } from 'zod'
import { QuestionError } from '../../sql/model/errors.ts'

type Issue = z.core.$ZodIssue

/**
 * Reads what came from outside by its contract.
 * @throws QuestionError that says what is wrong, where, and what would be right
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { reportInput: true })
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (!issue) throw new QuestionError('This is not what the contract describes.')
  throw new QuestionError(describe(issue), allowedBy(issue, schema))
}

/** Reads JSON that came as the text `name`. Throws QuestionError. */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new QuestionError(`${name} is no JSON: write it as JSON, percent-encoded.`)
  }
}

function describe(issue: Issue): string {
  const where = pathOf(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Unknown field ${quoted(issue.keys)}${issue.path.length > 0 ? ` in ${where}` : ''}.`
    case 'invalid_value':
      return issue.input === undefined
        ? `${where} is missing.`
        : `${where} cannot be ${JSON.stringify(issue.input)}.`
    case 'invalid_type':
      return issue.input === undefined
        ? `${where} is missing.`
        : `${where} must be ${article(issue.expected)}, not ${kindOf(issue.input)}.`
    case 'too_big':
      return `${where} must be at most ${issue.maximum}.`
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `${where} must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}.`
        : `${where} ${issue.message.startsWith('is ') ? issue.message : 'is empty'}.`
    default:
      return `${where} ${issue.message.startsWith('is ') ? issue.message : 'is not what it should be'}.`
  }
}

function allowedBy(issue: Issue, schema: z.ZodType): string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code === 'unrecognized_keys') return keysAt(schema, issue.path)
  return undefined
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] | undefined {
  let here: unknown = schema
  for (const step of path) {
    here = unwrap(here)
    if (here instanceof z.ZodArray) here = here.element
    else if (here instanceof z.ZodObject) here = here.shape[String(step)]
  }
  here = unwrap(here)
  return here instanceof z.ZodObject ? Object.keys(here.shape) : undefined
}

const unwrap = (schema: unknown): unknown =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrap(schema.unwrap())
    : schema

function pathOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'The request'
  const [first, ...rest] = path
  return rest.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    String(first),
  )
}

const quoted = (keys: readonly string[]) => keys.map((key) => `"${key}"`).join(', ')

const article = (type: string) => {
  if (type === 'int') return 'a whole number'
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`
}

function kindOf(input: unknown): string {
  if (input === null) return 'null'
  if (Array.isArray(input)) return 'an array'
  if (typeof input === 'number' && !Number.isInteger(input)) return 'a fraction'
  return article(typeof input)
}
