import { z } from 'zod'
import { locateMembers } from './json-lines.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './pack-error.ts'
import { readPackText } from './pack-text.ts'

type Path = readonly PropertyKey[]

/** A JSON file of a pack, and how to say where in it something is wrong. */
export interface JsonFile<T> {
  value: T
  /** Notes a problem of the member at `path`. */
  blame(path: Path, message: string): void
}

const WRAPPERS = [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodPrefault]

function describeKeys(schema: z.ZodType, path: Path): string[] {
  let at: unknown = schema
  const unwrap = () => {
    while (WRAPPERS.some((wrapper) => at instanceof wrapper)) at = (at as z.ZodOptional).unwrap()
  }
  for (const step of path) {
    unwrap()
    if (at instanceof z.ZodObject) at = at.shape[step as string]
    else if (at instanceof z.ZodArray) at = at.element
    else if (at instanceof z.ZodRecord) at = at.valueType
    else return []
  }
  unwrap()
  return at instanceof z.ZodObject ? Object.keys(at.shape) : []
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object {...}',
  record: 'an object {...}',
}

function describeIssue(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.code === 'invalid_type') {
    const wanted = KINDS[issue.expected] ?? issue.expected
    return input === undefined ? `is missing: it should be ${wanted}` : `should be ${wanted}`
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((v) => JSON.stringify(v)).join(', ')
    return input === undefined ? `is missing: use one of ${values}` : `should be one of ${values}`
  }
  return issue.message
}

const memberAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  )

function parseJson(text: string, blame: (line: number | null, message: string) => void): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN)
    const end = /Unexpected end/.test(message) ? text.length : position
    const line = Number.isNaN(end) ? null : text.slice(0, end).split('\n').length
    blame(line, `is no valid JSON: ${message}`)
    return undefined
  }
}

/**
 * Reads and checks one JSON file of a pack. Every mistake becomes a problem that names its line.
 * @returns null where the file cannot be used; where it is absent without need, too
 */
export async function readJsonFile<T>(
  folder: string,
  file: string,
  schema: z.ZodType<T>,
  problems: Problem[],
): Promise<JsonFile<T> | null> {
  const text = await readPackText(folder, file, problems)
  if (text === null) return null
  const value = parseJson(text, (line, message) =>
    problems.push({ file, line, field: null, message }),
  )
  if (value === undefined) return null
  const lines = locateMembers(text)
  const blame = (path: Path, message: string) => {
    const steps = path.map(String)
    let line: number | undefined
    for (let n = steps.length; n >= 0 && line === undefined; n--) {
      line = lines.get(steps.slice(0, n).join('.'))
    }
    problems.push({ file, line: line ?? null, field: steps.join('.') || null, message })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data, blame }
  for (const issue of parsed.error.issues) {
    if (issue.code !== 'unrecognized_keys') {
      blame(issue.path, describeIssue(issue, memberAt(value, issue.path)))
      continue
    }
    const known = describeKeys(schema, issue.path)
    for (const key of issue.keys) {
      const close = nearest(key, known)
      const hint = close ? `did you mean "${close}"?` : `known are ${known.join(', ')}`
      blame([...issue.path, key], `is not known here: ${hint}`)
    }
  }
  return null
}
