import { resolve } from 'node:path'
import { listPackRoots, loadPack, publishPack } from '../cities/pack.ts'
import { type LoadResult, loadFile } from '../load-file.ts'
import type { CommandContext } from '../main.ts'
import { showProgress } from '../progress.ts'
import { readRequesterKey } from '../requester-key.ts'
import { findFiles } from '../steps/scan/find-files.ts'
import { takeTurn } from '../turn.ts'
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

/** `load --city C --source S [--json] PATH...`: true where no file failed. */
export async function runLoad(
  { environment, warehouse, signal }: CommandContext,
  options: Record<string, unknown>,
  patterns: string[],
): Promise<boolean> {
  const city = requireOption(options, 'city')
  const source = requireOption(options, 'source')
  if (patterns.length === 0) throw new UsageError('Name the files, folders or globs to load.')
  const { files, missing } = await findFiles(patterns)
  if (missing.length > 0) {
    throw new UsageError(`No file matches ${missing.map((m) => `"${m}"`).join(', ')}.`)
  }
  const pack = await loadPack(city, listPackRoots(environment.data))
  if (!pack.sources[source]) {
    const known = Object.keys(pack.sources).join(', ') || 'none'
    throw new UsageError(`City ${city} has no source "${source}". Its sources are: ${known}.`)
  }
  await publishPack(warehouse, pack)
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
          onProgress: progress.show,
        },
        source,
        resolve(file),
      ).finally(progress.end)
      sound &&= result.state !== 'failed'
      const text = options.json ? `${JSON.stringify(result)}\n` : describe(result)
      process.stdout.write(text)
    }
  } finally {
    await giveTurn()
  }
  return sound
}
