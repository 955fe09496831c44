import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { WarehouseDownError } from '../sql/model/errors.ts'
import { readSnapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import type { SourceMapping } from './cities/mapping.ts'
import type { CityPack } from './cities/pack.ts'
import {
  type Attempt,
  beginBatch,
  failBatch,
  findLoaded,
  type Origin,
  readVersion,
} from './ledger.ts'
import { dayAfter, openMonths } from './local-days.ts'
import type { RequesterKey } from './requester-key.ts'
import { sayFailure } from './sentences.ts'
import { type Counts, commit, RefusedError } from './steps/commit.ts'
import { computeCubes } from './steps/cubes.ts'
import { readCutoffs } from './steps/cutoff.ts'
import { load } from './steps/load.ts'
import { openReading } from './steps/reading.ts'
import { joinRejected, keepRejected } from './steps/reject.ts'
import { FileError } from './steps/scan/file-error.ts'
import { identifyFile } from './steps/scan/identify.ts'
import { type FileScan, scanFile } from './steps/scan/scan-file.ts'
import { requireUnchanged, stampFile } from './steps/scan/stamp.ts'
import { readRefused, stage } from './steps/stage.ts'
import { dropAttempt, sweep } from './steps/sweep.ts'
import { pickWinners } from './steps/winners.ts'

/** Where a load can be, in order. Whoever dies at one of them has changed nothing before `committed`. */
export const COMMIT_POINTS = [
  'begun',
  'staged',
  'compared',
  'written',
  'aggregated',
  'committed',
  'swept',
] as const
export type CommitPoint = (typeof COMMIT_POINTS)[number]

export interface LoadProgress {
  phase: 'reading' | 'staging' | 'loading'
  /** Rows so far and in all, where they are known. */
  rows: number
  ofRows: number | null
  /** Share done of the phase, 0 to 1. */
  share: number
}

export interface LoadContext {
  warehouse: Warehouse
  /** WEISU_DATA. */
  data: string
  pack: CityPack
  requesterKey: RequesterKey
  /** The moment of the load: decides which months are open, and bounds a span without an end. */
  now: Date
  signal?: AbortSignal | undefined
  onProgress?: ((progress: LoadProgress) => void) | undefined
  /** Told at each commit point; a load waits for it. */
  onPoint?: ((point: CommitPoint) => void | Promise<void>) | undefined
}

/** What became of a file: one line of `load --json` (DESIGN 5.1). */
export interface LoadResult extends Counts {
  batch: number | null
  city: string
  source: string
  file: string
  sha256: string | null
  state: 'loaded' | 'unchanged' | 'failed'
  /** Local days of receipt in the file, [from, to); null where it has no complaint. */
  from: string | null
  to: string | null
  seconds: number
  error: string | null
}

const NO_COUNTS: Counts = {
  rowsRead: 0,
  loaded: 0,
  superseded: 0,
  duplicates: 0,
  rejected: 0,
  warnings: 0,
}
const TRIES = 5

/** The local days that the file's complaints were received on, and its bad fields are in `Counts`. */
async function runAttempt(
  context: LoadContext,
  mapping: SourceMapping,
  attempt: Attempt,
  path: string,
  scan: FileScan,
): Promise<LoadResult> {
  const { warehouse, pack } = context
  const reach = async (point: CommitPoint): Promise<void> => {
    context.signal?.throwIfAborted()
    await context.onPoint?.(point)
  }
  await reach('begun')
  const snapshot = await readSnapshot(warehouse, attempt.city)
  if (snapshot.version !== attempt.parent) throw new RefusedError('another load was first')
  const visible = snapshot.partitions
  const copy = join(context.data, 'spool', `regular-${randomUUID()}`)
  await mkdir(join(context.data, 'spool'), { recursive: true, mode: 0o700 })
  try {
    const reading = await openReading(
      warehouse,
      pack,
      mapping,
      path,
      scan,
      copy,
      context.requesterKey,
      context.now,
    )
    await stage(warehouse, attempt, reading, {
      timeZone: pack.city.timeZone,
      openMonths: openMonths(context.now, pack.city.timeZone, visible),
    })
    await reach('staged')
    const winners = await pickWinners(warehouse, attempt, pack.city.timeZone)
    const refused = winners.staged < reading.rows ? await readRefused(warehouse, reading) : []
    if (winners.staged + refused.length !== reading.rows) {
      throw new FileError(
        path,
        `holds ${reading.rows} records, but the engine read ${winners.staged + refused.length}: nothing was loaded; please report this file.`,
      )
    }
    const rejected = joinRejected(scan, refused)
    await keepRejected(warehouse, attempt.number, path, scan, rejected)
    await requireUnchanged(path, scan)
    await reach('compared')
    const { generations, written } = await load(warehouse, attempt, visible, winners)
    await reach('written')
    await computeCubes(warehouse, written, pack.city.timeZone)
    await reach('aggregated')
    const counts: Counts = {
      rowsRead: reading.rows + scan.irregular.length,
      loaded: winners.loaded,
      superseded: winners.superseded,
      duplicates: winners.duplicates,
      rejected: rejected.length,
      warnings: winners.warnings,
    }
    const before = new Map(snapshot.sources.map((s) => [s.source, Date.parse(s.through) / 1000]))
    await commit(warehouse, attempt, {
      generations,
      sources: await readCutoffs(
        warehouse,
        generations,
        attempt.source,
        before,
        reading.extractedAt,
      ),
      counts,
      days: winners.days,
    })
    await reach('committed')
    return {
      ...resultOf(attempt),
      ...counts,
      state: 'loaded',
      from: winners.days?.first ?? null,
      to: winners.days ? dayAfter(winners.days.last) : null,
    }
  } finally {
    await rm(copy, { force: true })
  }
}

function resultOf(attempt: Attempt): LoadResult {
  return {
    batch: attempt.number,
    city: attempt.city,
    source: attempt.source,
    file: attempt.file,
    sha256: attempt.sha256 || null,
    state: 'failed',
    ...NO_COUNTS,
    from: null,
    to: null,
    seconds: 0,
    error: null,
  }
}

/** Tries until the load commits: again when another load was first, or when the engine died under it. */
async function loadScanned(
  context: LoadContext,
  mapping: SourceMapping,
  origin: Origin,
  path: string,
  scan: FileScan,
): Promise<LoadResult> {
  const { warehouse } = context
  for (let tries = 1; ; tries++) {
    const attempt = await beginBatch(warehouse, origin)
    try {
      return await runAttempt(context, mapping, attempt, path, scan)
    } catch (error) {
      context.signal?.throwIfAborted()
      const again =
        error instanceof RefusedError ||
        error instanceof WarehouseDownError ||
        (await readVersion(warehouse, origin.city)) !== attempt.parent
      if (again && tries < TRIES) continue
      const sentence = sayFailure(path, error)
      await failBatch(warehouse, attempt, sentence)
      await dropAttempt(warehouse, attempt.number).catch(() => undefined)
      return { ...resultOf(attempt), error: sentence }
    }
  }
}

/**
 * Loads one file: scans its bytes, stages it, compares, writes new generations and their cubes, and
 * commits. The file's own faults end in a result with `state: failed`; the data stay as they were.
 * @throws WarehouseDownError where the warehouse cannot be reached, or the signal's reason
 */
export async function loadFile(
  context: LoadContext,
  source: string,
  path: string,
): Promise<LoadResult> {
  const started = Date.now()
  const mapping = context.pack.sources[source]
  if (!mapping) throw new Error(`city ${context.pack.city.id} has no source "${source}"`)
  const origin: Origin = {
    city: context.pack.city.id,
    source,
    file: path,
    bytes: 0,
    modified: 0,
    sha256: '',
    mapping: mapping.hash,
  }
  const result = await loadOrigin(context, mapping, origin, path)
  if (result.state === 'loaded') {
    await sweep(context.warehouse, origin.city)
    await context.onPoint?.('swept')
  }
  return { ...result, seconds: (Date.now() - started) / 1000 }
}

async function loadOrigin(
  context: LoadContext,
  mapping: SourceMapping,
  origin: Origin,
  path: string,
): Promise<LoadResult> {
  const { warehouse } = context
  let scan: FileScan
  try {
    const stamp = await stampFile(path)
    origin.bytes = stamp.bytes
    origin.modified = stamp.modified.getTime()
    scan = await scanFile(path, {
      kind: await identifyFile(path),
      delimiter: mapping.delimiter,
      signal: context.signal,
      onProgress: ({ bytes, ofBytes, records }) =>
        context.onProgress?.({
          phase: 'reading',
          rows: records,
          ofRows: null,
          share: ofBytes === 0 ? 1 : bytes / ofBytes,
        }),
    })
  } catch (error) {
    context.signal?.throwIfAborted()
    const attempt = await beginBatch(warehouse, origin)
    const sentence = sayFailure(path, error)
    await failBatch(warehouse, attempt, sentence)
    return { ...resultOf(attempt), error: sentence }
  }
  origin.sha256 = scan.sha256
  const earlier = await findLoaded(warehouse, origin)
  if (earlier !== null) {
    return {
      ...resultOf({ ...origin, number: earlier, token: '', parent: 0, startedAt: 0 }),
      state: 'unchanged',
    }
  }
  return loadScanned(context, mapping, origin, path, scan)
}
