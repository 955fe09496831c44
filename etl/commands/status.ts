import { readHealth } from '../../sql/node/health.ts'
import { type Load, readLoads } from '../../sql/node/loads.ts'
import type { CommandContext } from './context.ts'
import { refusePaths } from './usage.ts'

const number = new Intl.NumberFormat('en')

function describe(load: Load): string {
  if (load.error !== null) return load.error
  if (load.state !== 'loaded') return ''
  const counts = (['loaded', 'superseded', 'duplicates', 'rejected', 'warnings'] as const)
    .map((key) => `${number.format(load[key] ?? 0)} ${key}`)
    .join(', ')
  return `${number.format(load.rowsRead ?? 0)} rows read: ${counts}; ${(load.seconds ?? 0).toFixed(1)} s`
}

/** `status [--json]`: how fresh each city is, and the newest batches of the ledger. */
export async function runStatus(
  { warehouse }: CommandContext,
  options: Record<string, unknown>,
  paths: string[],
): Promise<boolean> {
  refusePaths(paths)
  const { cities } = await readHealth(warehouse)
  const { loads } = await readLoads(warehouse, undefined)
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ cities, loads })}\n`)
    return true
  }
  if (cities.length === 0) process.stdout.write('No city is published yet: load a file first.\n')
  for (const c of cities) {
    const fresh =
      c.through === null ? 'nothing loaded' : `through ${c.through}, last load ${c.lastLoad}`
    process.stdout.write(
      `${c.id}: ${number.format(c.complaints)} complaints, ${fresh}, data version ${c.version}\n`,
    )
  }
  for (const load of loads) {
    const where = `${load.city} ${load.source} ${load.file}`
    process.stdout.write(`#${load.batch} ${load.at} ${load.state} ${where} ${describe(load)}\n`)
  }
  return true
}
