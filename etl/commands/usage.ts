/** The command line is wrong: says how. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** A command that takes options alone. */
export function refusePaths(paths: string[]): void {
  if (paths.length > 0) throw new UsageError(`"${paths[0]}" says nothing to this command.`)
}

/** An option that must be given and be a text. */
export function requireOption(options: Record<string, unknown>, name: string): string {
  const value = options[name]
  if (typeof value === 'string' && value !== '') return value
  throw new UsageError(
    `--${name} is missing (npm takes options for itself unless they stand behind " -- ").`,
  )
}
