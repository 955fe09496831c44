import type { Answer } from '../model/answer.ts'

/** What is kept of an answer: all but the time that it took. */
export type Found = Omit<Answer, 'elapsedMs'>

/** Answers that were computed or are being computed, by everything that they depend on. */
export interface AnswerCache {
  /**
   * The kept answer, the one that somebody else is waiting for, or a new one. What is computed ends when
   * all who wait for it have gone, and what fails is not kept.
   */
  get(
    key: string,
    compute: (signal: AbortSignal) => Promise<Found>,
    gone?: AbortSignal,
  ): Promise<Found>
  readonly counts: Readonly<CacheCounts>
}

interface CacheCounts {
  /** Answered from memory. */
  hits: number
  /** Answered by what somebody else had asked already. */
  shared: number
  /** Computed. */
  misses: number
  /** Answers in memory now, and about how large they are. */
  entries: number
  bytes: number
}

interface CacheSize {
  entries: number
  bytes: number
}

interface Kept {
  found: Found
  bytes: number
}

interface Flight {
  found: Promise<Found>
  waiting: number
  stop: AbortController
}

const USUAL: CacheSize = { entries: 4096, bytes: 64 * 1024 ** 2 }
/** No single answer may push out more than this part of the others. */
const LARGEST_PART = 1 / 8

/** About what an answer takes in memory: an object a row, a pointer and mostly a number or text a value. */
function sizeOf(key: string, { rows, columns }: Found): number {
  return 2 * key.length + 512 + rows.length * (56 + 32 * columns.length)
}

/** Waits for the answer, but no longer than until the asker has gone. */
function waitFor(found: Promise<Found>, gone: AbortSignal | undefined): Promise<Found> {
  if (gone === undefined) return found
  return new Promise((resolve, reject) => {
    const leave = () => reject(gone.reason)
    if (gone.aborted) leave()
    gone.addEventListener('abort', leave)
    found.then(resolve, reject).finally(() => gone.removeEventListener('abort', leave))
  })
}

/** Keeps the answers that were asked for last, up to a number and a size. */
export function createAnswerCache(size: CacheSize = USUAL): AnswerCache {
  const kept = new Map<string, Kept>()
  const flights = new Map<string, Flight>()
  const counts: CacheCounts = { hits: 0, shared: 0, misses: 0, entries: 0, bytes: 0 }

  const drop = (key: string) => {
    counts.bytes -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
    counts.entries = kept.size
  }

  const keep = (key: string, found: Found) => {
    const bytes = sizeOf(key, found)
    if (bytes > size.bytes * LARGEST_PART) return
    kept.set(key, { found, bytes })
    counts.bytes += bytes
    counts.entries = kept.size
    for (const oldest of kept.keys()) {
      if (kept.size <= size.entries && counts.bytes <= size.bytes) break
      drop(oldest)
    }
  }

  const begin = (key: string, compute: (signal: AbortSignal) => Promise<Found>): Flight => {
    const stop = new AbortController()
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key)
    }
    const found = compute(stop.signal).then(
      (done) => {
        // Everybody who asks gets the same rows.
        Object.freeze(done.rows)
        land()
        keep(key, done)
        return done
      },
      (error: unknown) => {
        land()
        throw error
      },
    )
    const flight = { found, waiting: 0, stop }
    flights.set(key, flight)
    return flight
  }

  const join = async (key: string, flight: Flight, gone: AbortSignal | undefined) => {
    flight.waiting += 1
    try {
      return await waitFor(flight.found, gone)
    } finally {
      flight.waiting -= 1
      if (flight.waiting === 0 && flights.get(key) === flight) {
        flights.delete(key)
        flight.found.catch(() => {})
        flight.stop.abort()
      }
    }
  }

  return {
    get: async (key, compute, gone) => {
      const known = kept.get(key)
      if (known) {
        counts.hits += 1
        // The last asked for goes to the end, the first to be dropped stands at the beginning.
        kept.delete(key)
        kept.set(key, known)
        return known.found
      }
      const flight = flights.get(key)
      if (flight) {
        counts.shared += 1
        return join(key, flight, gone)
      }
      counts.misses += 1
      return join(key, begin(key, compute), gone)
    },
    counts,
  }
}
