import { nearest } from './nearest.ts'

/** Something in a city pack that is wrong, where, and what would be right. */
export interface Problem {
  /** Path inside the pack. */
  file: string
  line: number | null
  field: string | null
  message: string
}

const describeProblem = (p: Problem): string =>
  `${p.file}${p.line === null ? '' : `:${p.line}`}${p.field ? ` ${p.field}` : ''}: ${p.message}`

/** A city pack that cannot be used. Its message names everything that is wrong. */
export class PackError extends Error {
  readonly problems: readonly Problem[]
  constructor(id: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 error' : `${problems.length} errors`
    super(`The city pack "${id}" has ${count}.\n${problems.map(describeProblem).join('\n')}`)
    this.name = 'PackError'
    this.problems = problems
  }
}

/** Names the values that would be right: all of a few, else the nearest. */
export function suggest(value: string, allowed: readonly string[]): string {
  const close = nearest(value, allowed)
  if (close !== null) return `did you mean "${close}"?`
  if (allowed.length === 0) return 'there is none'
  if (allowed.length <= 20) return `use one of ${allowed.map((a) => `"${a}"`).join(', ')}`
  return `it is none of the ${allowed.length} that are known`
}
