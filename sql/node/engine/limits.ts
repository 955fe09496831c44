/** What the embedded engine may take. A request may set its own `max_execution_time` and the like. */
const MIB = 1024 ** 2

/** Questions and loads have their own engine sessions, so that a load never starves a question. */
export const LANES = {
  questions: { sessions: 12, waiting: 256, waitMs: 60_000 },
  /** What says which data are visible: small, and everybody waits for it. */
  states: { sessions: 2, waiting: 256, waitMs: 10_000 },
  loads: { sessions: 6, waiting: 256, waitMs: 600_000 },
  control: { sessions: 1, waiting: 4096, waitMs: 60_000 },
} as const

/** Threads for the sessions, and some for reading and writing spooled files. */
export const THREADS = Object.values(LANES).reduce((sum, lane) => sum + lane.sessions, 8)

/** Settings that hold where a request does not say otherwise. */
export const BASELINE: Readonly<Record<string, string>> = {
  max_execution_time: '60',
  max_memory_usage: String(2048 * MIB),
  max_query_size: String(64 * MIB),
}

/**
 * Given to the engine when it opens its data. What it counts is up to 0.9 GiB less than what it has
 * (seen when queries fail for lack of memory), and the process shall stay under 4 GiB.
 */
export const ENGINE_ARGUMENTS: readonly string[] = [
  `--max_server_memory_usage=${3072 * MIB}`,
  `--mark_cache_size=${256 * MIB}`,
  `--index_mark_cache_size=${64 * MIB}`,
  `--primary_index_cache_size=${128 * MIB}`,
]

/** How soon freed memory goes back to the system; the engine's default, 5 s, is far too late. */
export const ALLOCATOR = 'dirty_decay_ms:300'

/** A statement that comes as a request's body is held in memory; data are not. */
export const MAX_STATEMENT_BYTES = 64 * MIB

/** Up to this size an answer is sent at once, above it in pieces. */
export const SMALL_ANSWER_BYTES = 256 * 1024
export const PIECE_BYTES = 512 * 1024

/** How long the engine outlives its last client, and how long it waits for its first. */
export const LEASE = { linger: 1500, patience: 15_000 } as const
