import type { Answer } from '../../sql/model/answer.ts'
import type { Question } from '../../sql/model/question.ts'
import { command } from '../../sql/node/run.ts'
import type { Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Ground } from '../questions/draw.ts'
import { drawnForm, fixedForm, type NamedQuestion } from '../questions/named.ts'
import { type Asker, answerOf } from './asker.ts'
import type { Peer } from './duckdb-peer.ts'
import type { EngineReader } from './engine-read.ts'
import { expect, type Found } from './plain/answer.ts'
import { differ } from './plain/differ.ts'
import { writeRead } from './plain/read.ts'
import { type Read, writeReads } from './plain/reads.ts'
import { type Shape, shapeOf } from './plain/shape.ts'
import type { MeasuredQuestion } from './report.ts'
import { percentile, rounded, summarize } from './timing.ts'

export interface Bench {
  warehouse: Warehouse
  snapshot: Snapshot
  ground: Ground
  /** Asks a server that computes every answer, and one that remembers them as the product does. */
  compute: Asker
  remember: Asker
  engine: EngineReader
  peer: Peer | null
  runs: number
}

/** The engine's own caches; the system's, of files, stays. */
const CACHES = [
  'MARK CACHE',
  'INDEX MARK CACHE',
  'PRIMARY INDEX CACHE',
  'UNCOMPRESSED CACHE',
  'QUERY CONDITION CACHE',
]

async function dropCaches(warehouse: Warehouse): Promise<void> {
  await Promise.all(CACHES.map((cache) => command(warehouse, `SYSTEM DROP ${cache}`)))
}

/** What the other runs of a peer are worth: those that take seconds need fewer. */
const PEER_RUNS = 3
const SLOW_MS = 1000
/** The fixed form is compared with what a peer takes for it. */
const FIXED_RUNS = 3
/** So many of the runs begin with empty caches; the others find them as they were left. */
const COLD_RUNS = 5

async function medianOf(time: () => Promise<number>): Promise<number> {
  const first = await time()
  const times: number[] = []
  while (times.length < (first > SLOW_MS ? 1 : PEER_RUNS)) times.push(await time())
  return percentile(times, 0.5)
}

/** The fewest closed cases of a row, which say whether a sample of them would do. */
const fewestClosed = ({ rows }: Answer): number =>
  Math.min(...rows.map((row) => Number(row['hoursToClose.n'] ?? 0)))

async function timeAll(
  reads: readonly Read[],
  time: (sql: string) => Promise<number>,
): Promise<number> {
  let sum = 0
  for (const { sql } of reads) sum += await medianOf(() => time(sql))
  return rounded(sum)
}

async function measureEngine({ engine }: Bench, shape: Shape | null, answer: Answer) {
  const reads = shape && writeReads(engine.tables, shape, answer.source, fewestClosed(answer))
  return reads ? timeAll(reads, engine.time) : null
}

interface PeerTimes {
  duckdbMs: number | null
  duckdbAggregateMs: number | null
  equal: boolean | null
}

const NOT_ASKED: PeerTimes = { duckdbMs: null, duckdbAggregateMs: null, equal: null }

async function measurePeer(
  { peer }: Bench,
  shape: Shape | null,
  answer: Answer,
  name: string,
): Promise<PeerTimes> {
  const rows = peer && shape && writeRead(shape, peer.rows)
  const ranks = peer && shape && writeRead(shape, peer.ranks)
  if (!rows || !ranks) return NOT_ASKED
  const differences = differ(
    expect(shape, [{ rows: await peer.read(ranks), counts: shape.counts }]),
    answer.rows,
  )
  const cubes = writeReads(peer.derived, shape, answer.source, fewestClosed(answer))
  // A sample of cases has another median, though one as good.
  if (cubes && !shape.median) {
    const found: Found[] = []
    for (const { sql, counts } of cubes) found.push({ rows: await peer.read(sql), counts })
    differences.push(...differ(expect(shape, found), answer.rows))
  }
  for (const difference of differences) process.stderr.write(`"${name}": ${difference}\n`)
  return {
    duckdbMs: rounded(await medianOf(() => peer.time(rows))),
    duckdbAggregateMs: cubes ? await timeAll(cubes, peer.time) : null,
    equal: differences.length === 0,
  }
}

/**
 * The runs with other days, areas and categories each, the first of them cold; what is too wide is
 * refused, as it should be.
 */
async function measureDrawn({ warehouse, compute, ground, runs }: Bench, named: NamedQuestion) {
  const cold: number[] = []
  const warm: number[] = []
  let refused = 0
  for (let turn = 1; turn <= runs; turn++) {
    if (turn <= COLD_RUNS) await dropCaches(warehouse)
    const told = await compute.ask(drawnForm(named, ground, turn))
    if (told.status === 422) refused++
    else {
      if (told.status !== 200) answerOf(told, named.name)
      const times = turn <= COLD_RUNS ? cold : warm
      times.push(told.ms)
    }
  }
  return { cold, warm, refused }
}

/** Measures a named Question in every way. */
export async function measureQuestion(
  bench: Bench,
  named: NamedQuestion,
): Promise<MeasuredQuestion> {
  const { ground, compute, remember, snapshot } = bench
  const { name, kind } = named
  const question: Question = fixedForm(named, ground)
  const answer = answerOf(await compute.ask(question), name)
  const ask = async (asker: Asker): Promise<number> => {
    const told = await asker.ask(question)
    if (told.status !== 200) answerOf(told, name)
    return told.ms
  }
  await ask(compute)
  const fixed: number[] = []
  for (let run = 0; run < FIXED_RUNS; run++) fixed.push(await ask(compute))
  await ask(remember)
  const remembered: number[] = []
  for (let run = 0; run < PEER_RUNS; run++) remembered.push(await ask(remember))
  const drawn = await measureDrawn(bench, named)
  const through = Date.parse(snapshot.through ?? '')
  const shape = shapeOf(question, ground.city, through)
  const all = [...drawn.cold, ...drawn.warm]
  const times = summarize(all.length === 0 ? fixed : all)
  return {
    name,
    kind,
    source: answer.source,
    rows: answer.rows.length,
    coldMs: rounded(percentile(drawn.cold, 0.5)),
    coldP95Ms: rounded(percentile(drawn.cold, 0.95)),
    p50Ms: rounded(times.p50),
    p95Ms: rounded(times.p95),
    maxMs: rounded(times.max),
    rememberedMs: rounded(percentile(remembered, 0.5)),
    fixedMs: rounded(percentile(fixed, 0.5)),
    drawnRefused: drawn.refused,
    engineMs: await measureEngine(bench, shape, answer),
    ...(await measurePeer(bench, shape, answer, name)),
  }
}
