import { QuestionError } from '../model/errors.ts'

export type Fields = Record<string, unknown>

export const isRecord = (input: unknown): input is Fields =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

/** A value as it is named in a refusal. */
export const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

export function refuseUnknownFields(given: Fields, allowed: readonly string[], what: string): void {
  for (const key of Object.keys(given)) {
    if (!allowed.includes(key))
      throw new QuestionError(`${what} has no field ${show(key)}.`, allowed)
  }
}

/** One of `allowed`. */
export function member<T extends string>(value: unknown, allowed: readonly T[], what: string): T {
  const found = allowed.find((known) => known === value)
  if (found === undefined) throw new QuestionError(`There is no ${what} ${show(value)}.`, allowed)
  return found
}

/** Every element one of `allowed`, none twice. */
export function members<T extends string>(
  value: unknown,
  allowed: readonly T[],
  field: string,
  what: string,
): T[] {
  if (!Array.isArray(value)) throw new QuestionError(`\`${field}\` is a list of ${what}s.`, allowed)
  const found = value.map((element) => member(element, allowed, what))
  const twice = found.find((element, i) => found.indexOf(element) !== i)
  if (twice !== undefined) throw new QuestionError(`\`${field}\` names ${show(twice)} twice.`)
  return found
}

export function wholeNumber(value: unknown, field: string, least: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw new QuestionError(`\`${field}\` is a whole number from ${least} on, not ${show(value)}.`)
  }
  return value
}
