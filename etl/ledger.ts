import { randomUUID } from 'node:crypto'
import { command, select } from '../sql/node/run.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'

/** What a batch reads. A batch without a file (a rebuild) has empty texts and zeros here. */
export interface Origin {
  city: string
  source: string
  file: string
  bytes: number
  /** Milliseconds since 1970. */
  modified: number
  sha256: string
  /** Hash of the mapping that reads the file. */
  mapping: string
}

/** One try at a load. It may commit only the data version right after `parent`. */
export interface Attempt extends Origin {
  number: number
  token: string
  parent: number
  /** Milliseconds since 1970. */
  startedAt: number
}

const BATCH_COLUMNS =
  'number, token, at, state, city, source, file, bytes, modified, sha256, mapping, parent, seconds, error'

/** Writes one row of the ledger; `claim` lets only the first writer of that claim through. */
async function writeBatch(
  warehouse: Warehouse,
  attempt: Attempt,
  end: { state: string; seconds: number; error: string },
  claim?: string,
): Promise<void> {
  await command(
    warehouse,
    `INSERT INTO batches (${BATCH_COLUMNS})
     SELECT {number:UInt32}, {token:String}, now64(3), {state:String}, {city:String}, {source:String},
            {file:String}, {bytes:UInt64}, fromUnixTimestamp64Milli({modified:Int64}), {sha256:String},
            {mapping:String}, {parent:UInt32}, {seconds:Float64}, {error:String}`,
    {
      number: attempt.number,
      token: attempt.token,
      city: attempt.city,
      source: attempt.source,
      file: attempt.file,
      bytes: attempt.bytes,
      modified: Math.round(attempt.modified),
      sha256: attempt.sha256,
      mapping: attempt.mapping,
      parent: attempt.parent,
      ...end,
    },
    claim ? { insert_deduplication_token: claim } : {},
  )
}

/** The newest data version of a city; 0 where nothing is loaded. */
export async function readVersion(warehouse: Warehouse, city: string): Promise<number> {
  const [row] = await select<{ version: number }>(
    warehouse,
    'SELECT max(version) AS version FROM manifest WHERE city = {city:String}',
    { city },
  )
  return row?.version ?? 0
}

/**
 * Begins an attempt: notes the data version that it builds on, then claims the next batch number,
 * which no other attempt gets (the first insert of a number wins).
 * @param expected the version to build on, where it is still being made
 */
export async function beginBatch(
  warehouse: Warehouse,
  origin: Origin,
  expected?: number,
): Promise<Attempt> {
  const token = randomUUID()
  const startedAt = Date.now()
  const parent = expected ?? (await readVersion(warehouse, origin.city))
  const [last] = await select<{ number: number }>(
    warehouse,
    'SELECT max(number) AS number FROM batches',
  )
  for (let number = (last?.number ?? 0) + 1; ; number++) {
    const attempt: Attempt = { ...origin, number, token, parent, startedAt }
    await writeBatch(
      warehouse,
      attempt,
      { state: 'running', seconds: 0, error: '' },
      `batch-${number}`,
    )
    const [owner] = await select<{ token: string }>(
      warehouse,
      'SELECT token FROM batches WHERE number = {number:UInt32} LIMIT 1',
      { number },
    )
    if (owner?.token === token) return attempt
  }
}

/**
 * Notes that a batch ended without a commit, and why, in the sentence that its person reads: `failed`
 * where the file itself is at fault, `stopped` where it may well be loaded another time.
 */
export async function failBatch(
  warehouse: Warehouse,
  attempt: Attempt,
  error: string,
  state: 'failed' | 'stopped' = 'failed',
): Promise<void> {
  const seconds = (Date.now() - attempt.startedAt) / 1000
  await writeBatch(warehouse, attempt, { state, seconds, error })
}

/**
 * The batch that already loaded this content for this city and source with this mapping, or null:
 * where another mapping has read the content since, it is to be read again.
 */
export async function findLoaded(warehouse: Warehouse, origin: Origin): Promise<number | null> {
  const [row] = await select<{ batch: number; latest: string }>(
    warehouse,
    `SELECT max(number) AS batch, argMax(mapping, number) AS latest FROM batches
      WHERE city = {city:String} AND source = {source:String} AND sha256 = {sha256:String}
        AND number IN (SELECT batch FROM manifest WHERE city = {city:String})`,
    { city: origin.city, source: origin.source, sha256: origin.sha256 },
  )
  return row && row.batch > 0 && row.latest === origin.mapping ? row.batch : null
}

/** Whether the source's last load read its file with another mapping than this. */
export async function hasNewMapping(
  warehouse: Warehouse,
  { city, source, mapping }: Pick<Origin, 'city' | 'source' | 'mapping'>,
): Promise<boolean> {
  const [row] = await select<{ latest: string }>(
    warehouse,
    `SELECT argMax(mapping, number) AS latest FROM batches
      WHERE city = {city:String} AND source = {source:String}
        AND number IN (SELECT batch FROM manifest WHERE city = {city:String})`,
    { city, source },
  )
  return row !== undefined && row.latest !== '' && row.latest !== mapping
}
