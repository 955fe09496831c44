import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { Environment } from '../../sql/node/environment.ts'
import { checkDay } from '../cities/checks.ts'
import { listPackRoots, loadPack } from '../cities/pack.ts'
import { writeHistory } from '../simulate/history.ts'
import { forgetRecord, isBegun } from '../simulate/history-record.ts'
import { createParquetConverter } from '../simulate/parquet.ts'
import { SimulationError } from '../simulate/simulation.ts'
import { refusePaths, requireOption, UsageError } from './usage.ts'

const number = new Intl.NumberFormat('en')

/** More than any hotline receives: a slip of the hand. */
const MOST_PER_DAY = 100_000

function readDay(options: Record<string, unknown>, name: string): string {
  const day = requireOption(options, name)
  const wrong = checkDay(day)
  if (wrong) throw new UsageError(`--${name} ${wrong}.`)
  return day
}

function readWhole(options: Record<string, unknown>, name: string, from: number, to: number) {
  const text = requireOption(options, name)
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= from && value <= to) return value
  throw new UsageError(
    `--${name} should be a whole number from ${number.format(from)} to ${number.format(to)}.`,
  )
}

/** Extracts that nobody knows the origin of could be another history's. */
async function requireEmpty(folder: string): Promise<void> {
  if (!existsSync(folder) || (await isBegun(folder))) return
  const extracts = (await readdir(folder)).filter((name) => name.startsWith('hotline-'))
  if (extracts.length > 0) {
    throw new UsageError(`${folder} holds extracts already: name another folder with --out.`)
  }
}

/**
 * `simulate --city C --from D --to D --per-day N --seed K --out DIR [--format csv|parquet] [--plain]`:
 * writes the extracts that a hotline would, and beside them `truth.json`. Killed and run again with the
 * same arguments it goes on where it was.
 */
export async function runSimulate(
  { environment, signal }: { environment: Environment; signal: AbortSignal },
  options: Record<string, unknown>,
  paths: string[],
): Promise<boolean> {
  refusePaths(paths)
  const city = requireOption(options, 'city')
  const from = readDay(options, 'from')
  const to = readDay(options, 'to')
  if (to <= from) throw new UsageError('--to is the first day after the last: it should be later.')
  const perDay = readWhole(options, 'per-day', 1, MOST_PER_DAY)
  const seed = readWhole(options, 'seed', 0, 2 ** 31 - 1)
  const out = resolve(requireOption(options, 'out'))
  const { format } = options
  if (format !== undefined && format !== 'csv' && format !== 'parquet') {
    throw new UsageError('--format is csv or parquet.')
  }
  const pack = await loadPack(city, listPackRoots(environment.data))
  const { span, timeZone } = pack.city
  if (from < span.from) {
    throw new UsageError(`--from lies before ${span.from}, where the span of ${city} begins.`)
  }
  await requireEmpty(out)
  const plan = { pack, seed, from, to, perDay, plants: options.plain !== true }
  const parquet = format === 'parquet' ? await createParquetConverter() : null
  const started = Date.now()
  let rows = 0
  try {
    const truth = await writeHistory(
      plan,
      new Date(Temporal.PlainDate.from(to).toZonedDateTime(timeZone).epochMilliseconds),
      out,
      (file) => {
        if (!file.earlier) rows += file.rows
        process.stdout.write(
          `${file.path}: ${number.format(file.rows)} rows (${file.index + 1} of ${file.of}${file.earlier ? ', from an earlier run' : ''})\n`,
        )
      },
      signal,
      { resumable: true, ...(parquet && { convert: parquet.convert }) },
    )
    await writeFile(join(out, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`)
    await forgetRecord(out)
  } catch (error) {
    throw error instanceof SimulationError ? new UsageError(error.message) : error
  } finally {
    await parquet?.close()
  }
  const seconds = (Date.now() - started) / 1000
  process.stdout.write(
    `${number.format(rows)} rows in ${seconds.toFixed(1)} s: ${number.format(Math.round(rows / seconds))} rows/s; what was planted stands in ${join(out, 'truth.json')}\n`,
  )
  return true
}
