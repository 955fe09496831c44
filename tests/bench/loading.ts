import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { insertBare } from '../../etl/bare.ts'
import { publishPack } from '../../etl/cities/pack.ts'
import { loadFile } from '../../etl/load-file.ts'
import { readRequesterKey } from '../../etl/requester-key.ts'
import { writeExtract } from '../../etl/simulate/extract.ts'
import { createParquetConverter } from '../../etl/simulate/parquet.ts'
import { command } from '../../sql/node/run.ts'
import { openWarehouse, type Warehouse } from '../../sql/node/warehouse.ts'
import { type History, SOURCE } from './history.ts'
import type { Measured } from './report.ts'

const DATABASE = 'weisu_loading'
const FROM = new Date('2023-03-01T00:00:00+08:00')
const TO = new Date('2023-04-01T00:00:00+08:00')
const DAYS = 31
/** A month at the published volume; of small histories a file that still takes seconds. */
const MOST = 2_100_000
const FEWEST = 300_000
/** The better of two, but where a file takes a second. */
const triesOf = (rows: number): number => (rows < 10_000_000 ? 1 : 2)

/** The best rate, each time into an empty city: rows a second, with everything that a load does. */
async function rateOfLoad(
  data: string,
  { pack, end }: History,
  path: string,
  tries: number,
): Promise<number> {
  let best = 0
  for (let run = 0; run < tries; run++) {
    const warehouse = await openWarehouse({ database: DATABASE, data })
    try {
      await publishPack(warehouse, pack)
      const requesterKey = await readRequesterKey(data)
      const context = { warehouse, data, pack, requesterKey, now: end }
      const result = await loadFile(context, SOURCE, path)
      if (result.state !== 'loaded') throw new Error(result.error ?? 'nothing was loaded')
      best = Math.max(best, result.rowsRead / result.seconds)
    } finally {
      await command(warehouse, `DROP DATABASE ${DATABASE} SYNC`)
      await warehouse.close()
    }
  }
  return Math.round(best)
}

async function rateOfBare(
  warehouse: Warehouse,
  { pack }: History,
  path: string,
  tries: number,
): Promise<number> {
  const mapping = pack.sources[SOURCE]
  if (!mapping) throw new Error(`the pack has no source ${SOURCE}`)
  let best = 0
  for (let run = 0; run < tries; run++) {
    const { rows, seconds } = await insertBare(warehouse, mapping, path)
    best = Math.max(best, rows / seconds)
  }
  return Math.round(best)
}

/** Loads a month's file into an empty city, as csv and as parquet, beside what the bare engine does. */
export async function measureLoading(
  warehouse: Warehouse,
  data: string,
  rows: number,
  history: History,
): Promise<Measured['load']> {
  const folder = join(data, 'loading')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const tries = triesOf(rows)
  const perDay = Math.round(Math.min(MOST, Math.max(FEWEST, rows / 72)) / DAYS)
  const plan = { ...history.plan, from: '2023-03-01', to: '2023-04-01', perDay, plants: false }
  const converter = await createParquetConverter()
  try {
    const { path: csv } = await writeExtract(plan, FROM, TO, folder)
    await copyFile(csv, `${csv}.part`)
    const parquet = await converter.convert(`${csv}.part`)
    return {
      csvRowsPerS: await rateOfLoad(data, history, csv, tries),
      bareCsvRowsPerS: await rateOfBare(warehouse, history, csv, tries),
      parquetRowsPerS: await rateOfLoad(data, history, parquet, tries),
      bareParquetRowsPerS: await rateOfBare(warehouse, history, parquet, tries),
    }
  } finally {
    await converter.close()
    await rm(folder, { recursive: true, force: true })
  }
}
