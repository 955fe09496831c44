/** The command line is wrong: says how. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** An option that must be given and be a text. */
export function requireOption(options: Record<string, unknown>, name: string): string {
  const value = options[name]
  if (typeof value === 'string' && value !== '') return value
  throw new UsageError(`--${name} is missing.`)
}
