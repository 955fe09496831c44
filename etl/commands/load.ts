import { resolve } from 'node:path'
import { takeTurn } from '../../sql/node/turn.ts'
import { insertBare } from '../bare.ts'
import type { SourceMapping } from '../cities/mapping.ts'
import { listPackRoots, loadPack, publishPack } from '../cities/pack.ts'
import { explainCounts } from '../explain.ts'
import { fill } from '../fill.ts'
import { hasNewMapping } from '../ledger.ts'
import { type LoadResult, loadFile } from '../load-file.ts'
import { showProgress } from '../progress.ts'
import { readRequesterKey } from '../requester-key.ts'
import { findFiles } from '../steps/scan/find-files.ts'
import type { CommandContext } from './context.ts'
import { requireOption, UsageError } from './usage.ts'

const number = new Intl.NumberFormat('en')

function describe(result: LoadResult): string {
  const { file, state, seconds } = result
  if (state === 'failed') return `${result.error}\n`
  if (state === 'unchanged')
    return `${file}: loaded before (batch ${result.batch}), nothing to do\n`
  const parts = (['loaded', 'superseded', 'duplicates', 'rejected', 'warnings'] as const)
    .map((key) => `${number.format(result[key])} ${key}`)
    .join(', ')
  return `${file}: ${number.format(result.rowsRead)} rows read: ${parts}; ${seconds.toFixed(1)} s\n`
}

/** Measures the bare engine on the same file, twice, and says how the load compares to the faster. */
async function compareBare(
  { warehouse }: CommandContext,
  mapping: SourceMapping,
  result: LoadResult,
): Promise<string> {
  const runs = [
    await insertBare(warehouse, mapping, result.file),
    await insertBare(warehouse, mapping, result.file),
  ]
  const bare = Math.max(...runs.map((run) => run.rows / run.seconds))
  const rate = result.rowsRead / result.seconds
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  return `${result.file}: ${number.format(Math.round(rate))} rows/s loaded, ${number.format(Math.round(bare))} rows/s by the bare engine, ratio ${(rate / bare).toFixed(2)}; this process took ${memory} MiB at most\n`
}

/** `load --city C --source S [--json] PATH...`: true where no file failed. */
export async function runLoad(
  context: CommandContext,
  options: Record<string, unknown>,
  patterns: string[],
): Promise<boolean> {
  const { environment, warehouse, signal } = context
  const city = requireOption(options, 'city')
  const source = requireOption(options, 'source')
  if (patterns.length === 0) throw new UsageError('Name the files, folders or globs to load.')
  const { files, missing } = await findFiles(patterns)
  if (missing.length > 0) {
    throw new UsageError(`No file matches ${missing.map((m) => `"${m}"`).join(', ')}.`)
  }
  const pack = await loadPack(city, listPackRoots(environment.data))
  const mapping = pack.sources[source]
  if (!mapping) {
    const known = Object.keys(pack.sources).join(', ') || 'none'
    throw new UsageError(`City ${city} has no source "${source}". Its sources are: ${known}.`)
  }
  await publishPack(warehouse, pack)
  if (await hasNewMapping(warehouse, { city, source, mapping: mapping.hash })) {
    process.stderr.write(
      `The mapping of ${source} has changed since its last load. Where a complaint comes again in the same version, the greater "revision" of the mapping wins: raise it in sources/${source}.json, or only some complaints take the new reading.\n`,
    )
  }
  const requesterKey = await readRequesterKey(environment.data)
  const giveTurn = await takeTurn(environment.data, city, signal)
  let sound = true
  try {
    for (const file of files) {
      const progress = showProgress(process.stderr, file)
      const result = await loadFile(
        {
          warehouse,
          data: environment.data,
          pack,
          requesterKey,
          now: new Date(),
          signal,
          moreFollow: files.length > 1,
          onProgress: progress.show,
        },
        source,
        resolve(file),
      ).finally(progress.end)
      sound &&= result.state !== 'failed'
      if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`)
      else {
        const why = await explainCounts(warehouse, result)
        process.stdout.write([describe(result), ...why.map((line) => `${line}\n`)].join(''))
      }
      if (options['compare-bare'] && result.state === 'loaded') {
        process.stderr.write(await compareBare(context, mapping, result))
      }
    }
    let told = 0
    const filled = await fill(warehouse, city, (share) => {
      const percent = Math.floor(100 * share)
      if (percent === told) return
      told = percent
      process.stderr.write(`${percent} % of the cubes are filled\n`)
    })
    if (filled.length > 0) process.stderr.write(`Filled: ${filled.join(', ')}.\n`)
  } finally {
    await giveTurn()
  }
  return sound
}
