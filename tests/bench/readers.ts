import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { loadFile } from '../../etl/load-file.ts'
import { readRequesterKey } from '../../etl/requester-key.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import { openWarehouse, type Warehouse } from '../../sql/node/warehouse.ts'
import { drawnForm, fixedForm, NAMED } from '../questions/named.ts'
import { openAsker } from './asker.ts'
import { readGround } from './ground.ts'
import { CITY, type History, planHistory, SOURCE } from './history.ts'
import { readEnginePid, residentMiB } from './machine.ts'
import { writeNews } from './news.ts'
import { startServed } from './served.ts'
import { summarize } from './timing.ts'

/**
 * Readers who click through the dashboard's Questions, each as soon as it has its answer, while small
 * files are loaded one after the other.
 * `npm run bench:readers -- --data DIR --rows N [--minutes 3] [--readers 50] [--turns 20]`
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    rows: { type: 'string' },
    minutes: { type: 'string', default: '3' },
    readers: { type: 'string', default: '50' },
    turns: { type: 'string', default: '20' },
  },
})
const rows = Number(values.rows ?? 3_000_000)
const data = resolve(values.data ?? `data/bench/${rows}`)
const minutes = Number(values.minutes)
const readers = Number(values.readers)
/** How many choices of days, areas and categories the readers make of each Question. */
const turns = Number(values.turns)

const LOAD_EVERY_MS = 5_000
const NEWS = { complaints: 200, updates: 100 }

async function keepLoading(
  warehouse: Warehouse,
  history: History,
  signal: AbortSignal,
): Promise<number[]> {
  const folder = join(data, 'news')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const requesterKey = await readRequesterKey(data)
  const seconds: number[] = []
  while (!signal.aborted) {
    const { through } = await readSnapshot(warehouse, CITY)
    const since = new Date(through ?? history.end)
    const { path, until } = await writeNews(history, since, NEWS, folder)
    const context = { warehouse, data, pack: history.pack, requesterKey, now: until }
    const result = await loadFile(context, SOURCE, path)
    if (result.state !== 'loaded') throw new Error(result.error ?? 'the news were not loaded')
    seconds.push(result.seconds)
    await rm(path)
    await sleep(LOAD_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
  await rm(folder, { recursive: true, force: true })
  return seconds
}

const history = await planHistory(rows, data)
const warehouse = await openWarehouse({ database: 'weisu', data })
const ground = await readGround(warehouse, await readSnapshot(warehouse, CITY))
const served = await startServed(data, 'remember')
const asker = openAsker(served.url, readers)
const dashboard = NAMED.filter(({ kind }) => kind === 'dashboard')
const times: number[] = []
const statuses = new Map<string, number>()
const memory: Record<string, { engine: number; server: number }> = {}
const note = (when: string) => {
  memory[when] = { engine: residentMiB(readEnginePid(data)), server: residentMiB(served.pid) }
}
const ending = new AbortController()

async function read(reader: number): Promise<void> {
  for (let click = reader * 7; !ending.signal.aborted; click++) {
    const named = dashboard[click % dashboard.length]
    if (!named) return
    const turn = Math.floor(Math.random() * turns)
    const question = turn === 0 ? fixedForm(named, ground) : drawnForm(named, ground, turn)
    const told = await asker
      .ask(question)
      .catch((error: Error) => ({ ms: 0, status: error.message }))
    statuses.set(String(told.status), (statuses.get(String(told.status)) ?? 0) + 1)
    if (told.status === 200) times.push(told.ms)
  }
}

// A server that has just begun has not compiled or remembered anything yet.
for (const named of dashboard) await asker.ask(fixedForm(named, ground))
note('start')
const loading = keepLoading(warehouse, history, ending.signal)
const reading = Array.from({ length: readers }, (_, reader) => read(reader))
await Promise.race([sleep((minutes * 60_000) / 2), loading])
note('middle')
await Promise.race([sleep((minutes * 60_000) / 2), loading])
ending.abort()
await Promise.all(reading)
note('end')
const loads = await loading
asker.close()
await served.stop()
await warehouse.close()

const { p50, p95, p99, max } = summarize(times)
console.log(
  JSON.stringify(
    {
      readers,
      minutes,
      requestsPerS: Math.round(times.length / (minutes * 60)),
      statuses: Object.fromEntries(statuses),
      ms: {
        p50: Math.round(p50),
        p95: Math.round(p95),
        p99: Math.round(p99),
        max: Math.round(max),
      },
      loads: { count: loads.length, slowestS: Math.max(...loads) },
      memoryMiB: memory,
    },
    null,
    1,
  ),
)
process.exit(0)
