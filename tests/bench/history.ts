import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type CityPack, listPackRoots, loadPack, publishPack } from '../../etl/cities/pack.ts'
import { fill } from '../../etl/fill.ts'
import { loadFile } from '../../etl/load-file.ts'
import { readRequesterKey } from '../../etl/requester-key.ts'
import { DAY, dayNumber, dayText } from '../../etl/simulate/calendar.ts'
import type { HistoryTask } from '../../etl/simulate/history-file.ts'
import { countWorkers, writeFiles } from '../../etl/simulate/history-workers.ts'
import { createParquetConverter } from '../../etl/simulate/parquet.ts'
import type { SimulationPlan } from '../../etl/simulate/simulation.ts'
import { type HistoryFile, listHistory } from '../../etl/simulate/windows.ts'
import { readHealth } from '../../sql/node/health.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

export const CITY = 'beijing'
export const SOURCE = 'hotline'
/** The years of the published history, [from, to). */
export const FROM = '2019-01-01'
const TO = '2025-01-01'
const SEED = 2025
/** Files of a small history hold more than a month, or most of a load would be its fixed costs. */
const ROWS_A_FILE = 250_000
/** Written files that may wait for their load. */
const MOST_WAITING = 3
const number = new Intl.NumberFormat('en')

export interface History {
  pack: CityPack
  plan: SimulationPlan
  /** The instant at which the history ends, and at which its loads happen. */
  end: Date
}

/** The history of so many complaints, by the folder in which its warehouse lies. */
export async function planHistory(rows: number, data: string): Promise<History> {
  const pack = await loadPack(CITY, listPackRoots(data))
  const days = dayNumber(TO) - dayNumber(FROM)
  const perDay = Math.max(1, Math.round(rows / days))
  return {
    pack,
    plan: { pack, seed: SEED, from: FROM, to: TO, perDay, plants: true },
    end: new Date(`${TO}T00:00:00+08:00`),
  }
}

/** Months put together to files of a sensible size. */
function listFiles(rows: number): HistoryFile[] {
  const months = listHistory(dayNumber(FROM), dayNumber(TO) * DAY)
  const size = Math.max(1, Math.min(12, Math.round(ROWS_A_FILE / (rows / months.length))))
  const files: HistoryFile[] = []
  for (let i = 0; i < months.length; i += size) {
    const last = months[Math.min(i + size, months.length) - 1] as HistoryFile
    files.push({ after: (months[i] as HistoryFile).after, until: last.until, name: last.name })
  }
  return files
}

/** How far the warehouse tells, in local seconds; null while nothing is loaded. */
async function readReached(warehouse: Warehouse): Promise<{ seconds: number; complaints: number }> {
  const { cities } = await readHealth(warehouse)
  const city = cities.find(({ id }) => id === CITY)
  const through = city?.through?.slice(0, 19)
  return {
    seconds: through ? Date.parse(`${through}Z`) / 1000 : Number.NEGATIVE_INFINITY,
    complaints: city?.complaints ?? 0,
  }
}

/**
 * Builds the history through the simulator and the loader, file by file (make, load, delete), from
 * where the warehouse ends: broken off, it goes on there, and what is complete is only used.
 * @param tell what is being done
 * @throws Error where the warehouse holds another history
 */
export async function buildHistory(
  warehouse: Warehouse,
  data: string,
  rows: number,
  { pack, plan, end }: History,
  tell: (what: string) => void,
): Promise<void> {
  const reached = await readReached(warehouse)
  const files = listFiles(rows)
  const left = files.filter(({ until }) => until > reached.seconds)
  const share = 1 - left.length / files.length
  if (Math.abs(reached.complaints - share * rows) > 0.5 * rows) {
    throw new Error(
      `${data} holds ${number.format(reached.complaints)} complaints, which is no history of ${number.format(rows)}: name another folder with --data.`,
    )
  }
  if (left.length > 0) await loadRest(warehouse, data, left, { pack, plan, end }, reached, tell)
  await fill(warehouse, CITY, (share) => tell(`${Math.floor(100 * share)} % of the cubes filled`))
}

async function loadRest(
  warehouse: Warehouse,
  data: string,
  left: HistoryFile[],
  { pack, plan, end }: History,
  reached: { complaints: number },
  tell: (what: string) => void,
): Promise<void> {
  await publishPack(warehouse, pack)
  const folder = join(data, 'making')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const requesterKey = await readRequesterKey(data)
  const parquet = await createParquetConverter()
  const tasks = left.map((file, index): HistoryTask => {
    const path = join(folder, `${file.name}.csv.part`)
    return { index, file, path, tabular: true, faulty: false }
  })
  let loaded = reached.complaints
  const load = async ({ file }: HistoryTask, path: string) => {
    const context = { warehouse, data, pack, requesterKey, now: end, moreFollow: true }
    const result = await loadFile(context, SOURCE, path)
    if (result.state === 'failed') throw new Error(result.error ?? 'the load failed')
    loaded += result.loaded
    await rm(path)
    const month = dayText(Math.floor((file.until - 1) / DAY)).slice(0, 7)
    tell(
      `${month}: ${number.format(loaded)} rows loaded, the last file in ${result.seconds.toFixed(1)} s`,
    )
  }
  // Loaded in order of time, whichever is written first: what was loaded says where to go on.
  const waiting = new Map<number, string>()
  let next = 0
  let turn = Promise.resolve()
  const loadWaiting = async () => {
    for (let path = waiting.get(next); path !== undefined; path = waiting.get(next)) {
      await load(tasks[next] as HistoryTask, path)
      waiting.delete(next++)
    }
  }
  try {
    await writeFiles(plan, tasks, countWorkers(tasks.length), undefined, async ({ index }) => {
      const { path } = tasks[index] as HistoryTask
      waiting.set(index, await parquet.convert(path))
      turn = turn.then(loadWaiting)
      // Whoever writes the next file need not wait for the load of this one; few lie on the disk.
      turn.catch(() => undefined)
      if (waiting.size > MOST_WAITING) await turn
    })
    await turn
  } finally {
    await turn.catch(() => undefined)
    await parquet.close()
    await rm(folder, { recursive: true, force: true })
  }
}
