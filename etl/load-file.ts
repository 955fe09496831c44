import { basename } from 'node:path'
import { WarehouseDownError } from '../sql/model/errors.ts'
import { runAttempt } from './attempt.ts'
import type { SourceMapping } from './cities/mapping.ts'
import {
  type Attempt,
  beginBatch,
  failBatch,
  findLoaded,
  type Origin,
  readVersion,
} from './ledger.ts'
import type { LoadContext } from './load-context.ts'
import { dayAfter } from './local-days.ts'
import { isPassing, sayFailure } from './sentences.ts'
import { type Counts, NOTHING_LOADED, RefusedError } from './steps/commit.ts'
import { identifyFile } from './steps/scan/identify.ts'
import { type FileScan, scanFile } from './steps/scan/scan-file.ts'
import { stampFile } from './steps/scan/stamp.ts'
import { dropAttempt, sweep } from './steps/sweep.ts'

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

const TRIES = 5

function resultOf(attempt: Attempt): LoadResult {
  return {
    batch: attempt.number,
    city: attempt.city,
    source: attempt.source,
    file: attempt.file,
    sha256: attempt.sha256 || null,
    state: 'failed',
    ...NOTHING_LOADED,
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
    const ahead = tries === 1 ? context.ahead : undefined
    const attempt = await beginBatch(warehouse, origin, ahead?.version)
    let noting: Promise<void> | undefined
    const noteInterrupt = () => {
      const why = `${basename(path)} was not loaded because the load was interrupted: load it again.`
      noting ??= failBatch(warehouse, attempt, why, 'stopped').catch(() => undefined)
    }
    context.signal?.addEventListener('abort', noteInterrupt)
    if (context.signal?.aborted) noteInterrupt()
    try {
      const { counts, days } = await runAttempt({ ...context, ahead }, mapping, attempt, path, scan)
      return {
        ...resultOf(attempt),
        ...counts,
        state: 'loaded',
        from: days?.first ?? null,
        to: days ? dayAfter(days.last) : null,
      }
    } catch (error) {
      await noting
      context.signal?.throwIfAborted()
      const broken = await ahead?.done.then(
        () => null,
        (reason: unknown) => ({ reason }),
      )
      if (broken) {
        // Files at fault end in results: where the one ahead threw, there is no use in going on.
        await failBatch(warehouse, attempt, sayFailure(path, broken.reason), 'stopped')
        throw broken.reason
      }
      const again =
        error instanceof RefusedError ||
        error instanceof WarehouseDownError ||
        (await readVersion(warehouse, origin.city)) !== attempt.parent
      if (again && tries < TRIES) continue
      const sentence = sayFailure(path, error)
      await failBatch(warehouse, attempt, sentence, isPassing(error) ? 'stopped' : 'failed')
      await dropAttempt(warehouse, attempt.number).catch(() => undefined)
      return { ...resultOf(attempt), error: sentence }
    } finally {
      context.signal?.removeEventListener('abort', noteInterrupt)
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
  const { ahead } = context
  if (ahead?.sha256 === scan.sha256) {
    await ahead.done.catch(() => undefined)
    return loadKnown({ ...context, ahead: undefined }, mapping, origin, path, scan)
  }
  return loadKnown(context, mapping, origin, path, scan)
}

/** Loads a file whose content is known, unless it was loaded before. */
async function loadKnown(
  context: LoadContext,
  mapping: SourceMapping,
  origin: Origin,
  path: string,
  scan: FileScan,
): Promise<LoadResult> {
  const earlier = await findLoaded(context.warehouse, origin)
  if (earlier !== null) {
    return {
      ...resultOf({ ...origin, number: earlier, token: '', parent: 0, startedAt: 0 }),
      state: 'unchanged',
    }
  }
  return loadScanned(context, mapping, origin, path, scan)
}
