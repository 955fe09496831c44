import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DERIVED } from '../sql/model/cubes.ts'
import { type Generation, readSnapshot } from '../sql/node/snapshot.ts'
import type { SourceMapping } from './cities/mapping.ts'
import type { Attempt } from './ledger.ts'
import type { CommitPoint, LoadContext } from './load-context.ts'
import { openMonths } from './local-days.ts'
import { writeChangedRepeats } from './steps/changed-repeats.ts'
import { type Counts, commit, RefusedError } from './steps/commit.ts'
import { computeCubes } from './steps/cubes.ts'
import { readCutoffs } from './steps/cutoff.ts'
import { load } from './steps/load.ts'
import { beforeTable, writeOverlays } from './steps/overlay.ts'
import { readOverlays } from './steps/overlays.ts'
import { openReading } from './steps/reading.ts'
import { joinRejected, keepRejected } from './steps/reject.ts'
import { writeRepeats } from './steps/repeats.ts'
import { FileError } from './steps/scan/file-error.ts'
import type { FileScan } from './steps/scan/scan-file.ts'
import { requireUnchanged } from './steps/scan/stamp.ts'
import { countReadSoFar, readRefused, stage } from './steps/stage.ts'
import { pickWinners, type Winners } from './steps/winners.ts'

const PROGRESS_MS = 500

/** What an attempt that committed did. */
export interface Committed {
  counts: Counts
  days: Winners['days']
}

/** Takes one attempt from the staging of the file to the commit. */
export async function runAttempt(
  context: LoadContext,
  mapping: SourceMapping,
  attempt: Attempt,
  path: string,
  scan: FileScan,
): Promise<Committed> {
  const { warehouse, pack, now } = context
  const reach = async (point: CommitPoint): Promise<void> => {
    context.signal?.throwIfAborted()
    await context.onPoint?.(point)
  }
  await reach('begun')
  const { ahead } = context
  const seen = await readSnapshot(warehouse, attempt.city)
  if (!ahead && seen.version !== attempt.parent) throw new RefusedError('another load was first')
  const copy = join(context.data, 'spool', `regular-${randomUUID()}`)
  await mkdir(join(context.data, 'spool'), { recursive: true, mode: 0o700 })
  try {
    const reading = await openReading(context, attempt.number, mapping, path, scan, copy)
    const { timeZone } = pack.city
    const months = (visible: Generation[]): number[] =>
      openMonths({ now, timeZone, visible, rows: reading.rows, many: context.manyAMonth })
    const slicing = { timeZone, openMonths: months(seen.partitions) }
    await watchStage(context, attempt, reading.rows, () =>
      stage(warehouse, attempt, reading, slicing),
    )
    context.onStaged?.({ version: attempt.parent + 1, sha256: attempt.sha256 })
    await reach('staged')
    await ahead?.done
    const snapshot = ahead ? await readSnapshot(warehouse, attempt.city) : seen
    const visible = snapshot.partitions
    if (snapshot.version !== attempt.parent || `${months(visible)}` !== `${slicing.openMonths}`) {
      throw new RefusedError('the load ahead did not make what was expected')
    }
    const overlays = await readOverlays(warehouse, visible, timeZone)
    const winners = await pickWinners(warehouse, attempt, visible, overlays)
    const refused = winners.staged < reading.rows ? await readRefused(warehouse, reading) : []
    const rejected = joinRejected(scan, refused)
    const read = winners.staged + rejected.length - scan.irregular.length
    if (read !== reading.rows) {
      throw new FileError(
        path,
        `holds ${reading.rows} records, but the engine read ${read}: nothing was loaded; please report this file.`,
      )
    }
    const kept = scan.kind === 'parquet' ? reading.file : path
    await keepRejected(warehouse, attempt.number, kept, scan, rejected)
    await requireUnchanged(path, scan)
    await reach('compared')
    const { overlayFrom } = context
    const beside = await writeOverlays(warehouse, attempt, snapshot, winners, overlays, overlayFrom)
    const loaded = beside ?? (await load(warehouse, attempt, visible, winners, overlays))
    const { generations, written } = loaded
    await reach('written')
    // What is not there is filled at the end; until then there is nothing of it to keep up.
    const filledLater = snapshot.version === 0 && context.moreFollow
    const cubes = snapshot.version === 0 && !filledLater ? DERIVED : [...snapshot.cubes.keys()]
    const changed = beside === null ? null : beforeTable(attempt.number)
    await computeCubes(warehouse, written, timeZone, cubes, changed)
    const repeats = filledLater
      ? []
      : beside === null
        ? await writeRepeats(warehouse, attempt, snapshot, loaded, winners)
        : await writeChangedRepeats(warehouse, attempt, snapshot, beside)
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
      cubes,
      repeats,
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
    return { counts, days: winners.days }
  } finally {
    await rm(copy, { force: true })
  }
}

/** Tells how many rows the engine has staged while it does so, where anybody listens. */
async function watchStage(
  context: LoadContext,
  attempt: Attempt,
  ofRows: number,
  work: () => Promise<void>,
): Promise<void> {
  const { onProgress } = context
  if (!onProgress) return work()
  const timer = setInterval(async () => {
    const rows = await countReadSoFar(context.warehouse, attempt.number).catch(() => 0)
    onProgress({ phase: 'staging', rows, ofRows, share: ofRows === 0 ? 1 : rows / ofRows })
  }, PROGRESS_MS)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
}
