import { readSnapshot } from '../../sql/node/snapshot.ts'
import { takeTurn } from '../../sql/node/turn.ts'
import { chooseSlices, rebuild } from '../rebuild.ts'
import type { CommandContext } from './context.ts'
import { refusePaths, requireOption, UsageError } from './usage.ts'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

function readMonth(options: Record<string, unknown>, name: string): string | undefined {
  const value = options[name]
  if (value === undefined) return undefined
  if (typeof value === 'string' && MONTH.test(value)) return value
  throw new UsageError(`--${name} must be a month, YYYY-MM, not "${String(value)}".`)
}

/** `rebuild --city C [--from M --to M]`: the cubes of the months [from, to), anew. */
export async function runRebuild(
  { warehouse, environment, signal }: CommandContext,
  options: Record<string, unknown>,
  paths: string[],
): Promise<boolean> {
  refusePaths(paths)
  const city = requireOption(options, 'city')
  const months = { from: readMonth(options, 'from'), to: readMonth(options, 'to') }
  if (months.from && months.to && months.from >= months.to) {
    throw new UsageError(`--from ${months.from} is not before --to ${months.to}.`)
  }
  const giveTurn = await takeTurn(environment.data, city, signal)
  try {
    const { partitions } = await readSnapshot(warehouse, city)
    if (chooseSlices(partitions, months).length === 0) {
      throw new UsageError(
        `Nothing is loaded for ${city} in these months: there is nothing to rebuild.`,
      )
    }
    const { version, slices } = await rebuild(warehouse, city, months)
    process.stdout.write(`rebuilt ${slices} slices of ${city}: data version ${version}\n`)
    return true
  } finally {
    await giveTurn()
  }
}
