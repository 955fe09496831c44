import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import { openWarehouse } from '../../sql/node/warehouse.ts'
import { NAMED } from '../questions/named.ts'
import { openAsker } from './asker.ts'
import { openPeer } from './duckdb-peer.ts'
import { openEngineReader } from './engine-read.ts'
import { FRESHNESS_WAY, measureFreshness } from './freshness.ts'
import { readGround } from './ground.ts'
import { buildHistory, CITY, planHistory } from './history.ts'
import { measureLoading } from './loading.ts'
import { describeMachine, diskGiB, peakMiB, readEnginePid } from './machine.ts'
import { type Bench, measureQuestion } from './measure.ts'
import { readOptions } from './options.ts'
import { printReport } from './print.ts'
import type { Measured, MeasuredQuestion } from './report.ts'
import { startServed } from './served.ts'
import { rounded } from './timing.ts'

/**
 * Builds or reuses the history of so many complaints and measures what DESIGN 6 promises. Progress goes
 * to stderr; stdout gets a table, or with `--json` one object.
 * `npm run bench -- --rows N [--json] [--peer duckdb] [--data DIR] [--compare FILE]`
 */
const options = readOptions(process.argv.slice(2))
const { rows, data, runs, only } = options
const begun = Date.now()
const tell = (what: string) =>
  process.stderr.write(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${what}\n`)

const history = await planHistory(rows, data)
const warehouse = await openWarehouse({ database: 'weisu', data })
await buildHistory(warehouse, data, rows, history, tell)
const snapshot = await readSnapshot(warehouse, CITY)
const ground = await readGround(warehouse, snapshot)
tell('the history is there')

const peer = options.peer ? await openPeer(warehouse, snapshot, join(data, 'peer'), tell) : null
const [computing, remembering] = await Promise.all([
  startServed(data, 'compute'),
  startServed(data, 'remember'),
])
const bench: Bench = {
  warehouse,
  snapshot,
  ground,
  compute: openAsker(computing.url),
  remember: openAsker(remembering.url),
  engine: await openEngineReader(warehouse, snapshot),
  peer,
  runs,
}
const questions: MeasuredQuestion[] = []
for (const named of NAMED.filter(({ name }) => only === null || name.includes(only))) {
  const measured = await measureQuestion(bench, named)
  questions.push(measured)
  tell(
    `${questions.length} of ${NAMED.length}, ${named.name}: ${measured.p50Ms} ms, cold ${measured.coldMs} ms, from ${measured.source}`,
  )
}
bench.compute.close()
bench.remember.close()
await computing.stop()
peer?.close()

const freshnessS = await measureFreshness(warehouse, data, remembering.url, history, ground, tell)
const server = peakMiB(remembering.pid)
const disk = diskGiB(data)
await remembering.stop()
const load = await measureLoading(warehouse, data, rows, history)
const measured: Measured = {
  rows: snapshot.partitions.reduce((sum, slice) => sum + slice.rows, 0),
  machine: describeMachine(),
  questions,
  load,
  freshnessS: rounded(freshnessS),
  freshnessWay: FRESHNESS_WAY,
  memoryMiB: { engine: peakMiB(readEnginePid(data)), server },
  diskGiB: rounded(disk),
  at: new Date().toISOString(),
  seconds: Math.round((Date.now() - begun) / 1000),
}
await warehouse.close()
if (options.json) process.stdout.write(`${JSON.stringify(measured, null, 1)}\n`)
else {
  const earlier =
    options.compare && (JSON.parse(await readFile(options.compare, 'utf8')) as Measured)
  process.stdout.write(printReport(measured, earlier || null))
}
process.exit(0)
