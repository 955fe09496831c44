import { randomUUID } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import type { Changes } from './changes.ts'
import { describeFailure } from './failure.ts'
import type { Lane } from './lane.ts'
import { PIECE_BYTES, SMALL_ANSWER_BYTES } from './limits.ts'
import { type EngineRequest, readRequest } from './request.ts'
import type { Outcome, Surroundings } from './session.ts'
import { type Spool, spoolBody } from './spool.ts'
import type { Statement } from './statement.ts'

export interface Front {
  questions: Lane
  states: Lane
  loads: Lane
  spool: Spool
  changes: Changes
  /** Ends a running statement that carries the mark. */
  kill(mark: string): Promise<void>
  /** Told about each client that stays connected to say that the engine is needed. */
  hold(response: ServerResponse): void
}

/** How long the rest of a refused body is read, so that its sender hears why. */
const DRAIN_MS = 1000

/**
 * Speaks the part of ClickHouse's HTTP interface that its client uses. An answer is written to a
 * file before its first byte is sent: so its size never matters to memory, a slow client holds no
 * session, and an error in its middle is an error, not a short answer.
 */
export async function handle(
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    response.writeHead(405, { Allow: 'GET, POST', 'Content-Length': 0 }).end()
    return
  }
  const path = new URL(request.url ?? '/', 'http://engine').pathname
  if (path === '/ping') response.end('Ok.\n')
  else if (path === '/changes') response.end(front.changes.mark())
  else if (path === '/lease') front.hold(response)
  else if (path === '/') await answer(front, request, response)
  else response.writeHead(404).end('There is no handle for this path.\n')
}

async function answer(front: Front, request: IncomingMessage, response: ServerResponse) {
  try {
    const read = await readRequest(request)
    response.setHeader('X-ClickHouse-Query-Id', read.queryId ?? randomUUID())
    response.setHeader('X-ClickHouse-Format', read.statement.format)
    response.setHeader('X-ClickHouse-Timezone', 'UTC')
    await front.spool.withFile((file) => run(front, request, response, read, file))
  } catch (error) {
    fail(request, response, error)
  }
}

async function run(
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
  { statement, surroundings, gzip }: EngineRequest,
  file: string,
) {
  const mark = `weisu-${randomUUID()}`
  let going = false
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
    void stop()
  })
  // More than once: the engine may not have begun yet what is to be ended.
  const stop = async () => {
    while (going) {
      await front.kill(mark)
      await sleep(250)
    }
  }
  const lane = laneOf(front, statement, surroundings)
  const execute = (): Promise<Outcome> =>
    lane.run(
      async (session) => {
        going = true
        try {
          return await session.run(statement.sql(file, mark), statement.format, surroundings)
        } finally {
          going = false
          if (statement.changesState) front.changes.count()
        }
      },
      { gone: gone.signal, waitMs: patienceOf(surroundings) },
      () => statement.resets === true,
    )
  if (statement.data !== undefined) await writeFile(file, statement.data)
  else if (statement.kind === 'insert') await spoolBody(request, file)
  const outcome = await execute()
  summarize(response, outcome)
  response.setHeader('Content-Type', contentType(statement.format))
  if (statement.kind === 'answer') await sendFile(response, file, gzip)
  else response.end(outcome.bytes)
}

/** ClickHouse's own setting for what goes before the others: 1 is the highest. */
function laneOf(front: Front, statement: Statement, { settings }: Surroundings): Lane {
  if (statement.kind !== 'answer') return front.loads
  return settings.get('priority') === '1' ? front.states : front.questions
}

/** ClickHouse's own setting for how long a request may wait until it is begun. */
function patienceOf({ settings }: Surroundings): number | undefined {
  const wanted = Number(settings.get('queue_max_wait_ms'))
  return wanted > 0 ? wanted : undefined
}

function summarize(response: ServerResponse, outcome: Outcome) {
  const summary = {
    read_rows: String(outcome.rows),
    read_bytes: String(outcome.size),
    elapsed_ns: String(Math.round(outcome.seconds * 1e9)),
  }
  response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary))
}

async function sendFile(response: ServerResponse, file: string, gzip: boolean) {
  // Short and in the page cache: without a change of threads, which costs more than the reading.
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (bytes <= SMALL_ANSWER_BYTES && !gzip) {
    response.end(bytes === 0 ? '' : readFileSync(file))
    return
  }
  if (!gzip) {
    response.setHeader('Content-Length', bytes)
    await pipeline(createReadStream(file, { highWaterMark: PIECE_BYTES }), response)
    return
  }
  response.setHeader('Content-Encoding', 'gzip')
  if (bytes === 0) await pipeline([], createGzip(), response)
  else
    await pipeline(
      createReadStream(file, { highWaterMark: PIECE_BYTES }),
      createGzip({ level: 1 }),
      response,
    )
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown) {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const failure = describeFailure(error)
  const say = () => {
    if (response.headersSent || response.destroyed) return
    if (failure.code === 202) response.setHeader('Retry-After', '1')
    response
      .writeHead(failure.status, {
        'Content-Type': 'text/plain; charset=UTF-8',
        'X-ClickHouse-Exception-Code': String(failure.code),
      })
      .end(`${failure.body}\n`)
  }
  if (request.readableEnded) {
    say()
    return
  }
  // The rest of a body that was refused early is read away, or the connection would be reset before
  // the client sees the answer.
  const patience = setTimeout(say, DRAIN_MS)
  request.once('end', () => {
    clearTimeout(patience)
    say()
  })
  request.resume()
}

function contentType(format: string): string {
  if (/^JSON(Compact)?(Strings)?EachRow/.test(format)) return 'application/x-ndjson; charset=UTF-8'
  if (format.startsWith('JSON')) return 'application/json; charset=UTF-8'
  if (format.startsWith('CSV')) return 'text/csv; charset=UTF-8; header=present'
  if (/^(Parquet|Arrow|ArrowStream|Native|RowBinary)/.test(format))
    return 'application/octet-stream'
  return 'text/tab-separated-values; charset=UTF-8'
}
