import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { command, select } from '../sql/node/run.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'

/** A job of a city at one moment of its schedule. */
export interface Run {
  job: string
  city: string
  /** The moment of the schedule that the run serves; whole seconds. */
  due: Date
}

/** This process, told from an earlier one with the same number. */
const LIFE = randomUUID()

async function writeRun(
  warehouse: Warehouse,
  run: Run,
  state: 'running' | 'done' | 'failed',
  detail: string,
  claim?: string,
): Promise<void> {
  await command(
    warehouse,
    `INSERT INTO runs (job, city, due, at, state, detail)
     SELECT {job:String}, {city:String}, toDateTime({due:UInt32}, 'UTC'), now64(3), {state:String}, {detail:String}`,
    { job: run.job, city: run.city, due: Math.floor(run.due.getTime() / 1000), state, detail },
    claim ? { insert_deduplication_token: claim } : {},
  )
}

/** How often a run is begun at most: a failed one is tried again, but not for ever. */
const MOST_TRIES = 3

/** The latest moment of a job that anybody began to serve; null: none yet. */
export async function readLastDue(
  warehouse: Warehouse,
  job: string,
  city: string,
): Promise<Date | null> {
  const [row] = await select<{ last: number }>(
    warehouse,
    `SELECT toUInt32(max(due)) AS last FROM runs WHERE job = {job:String} AND city = {city:String}`,
    { job, city },
  )
  return row?.last ? new Date(row.last * 1000) : null
}

/** The moments since `since` whose run has failed so far, and may be tried again; the earliest first. */
export async function listFailedDues(
  warehouse: Warehouse,
  job: string,
  city: string,
  since: Date,
): Promise<Date[]> {
  const rows = await select<{ at: number }>(
    warehouse,
    `SELECT toUInt32(due) AS at FROM runs
      WHERE job = {job:String} AND city = {city:String} AND due >= toDateTime({since:UInt32}, 'UTC')
      GROUP BY due
     HAVING countIf(state = 'done') = 0 AND argMax(state, (runs.at, state != 'running')) = 'failed'
        AND countIf(state = 'failed') < {most:UInt32}
      ORDER BY due`,
    { job, city, since: Math.floor(since.getTime() / 1000), most: MOST_TRIES },
  )
  return rows.map(({ at }) => new Date(at * 1000))
}

/** Whether the process that claimed a run is known to be gone. */
function isOver(owner: string): boolean {
  const [host, pid, life] = owner.split(' ')
  if (host !== hostname()) return false
  if (Number(pid) === process.pid) return life !== LIFE
  try {
    process.kill(Number(pid), 0)
    return false
  } catch {
    return true
  }
}

/**
 * Claims a run for this process: false where it was done, where it has failed as often as it is tried,
 * or where a living process has it. A run that failed, or whose process died before its end, may be
 * claimed again.
 */
async function claimRun(warehouse: Warehouse, run: Run): Promise<boolean> {
  const read = () =>
    select<{ state: string; detail: string }>(
      warehouse,
      `SELECT state, detail FROM runs
        WHERE job = {job:String} AND city = {city:String} AND due = toDateTime({due:UInt32}, 'UTC')
        ORDER BY at, state != 'running'`,
      { job: run.job, city: run.city, due: Math.floor(run.due.getTime() / 1000) },
    )
  const before = await read()
  const ended = before.findLastIndex((row) => row.state === 'failed')
  if (before.some((row) => row.state === 'done')) return false
  if (before.filter((row) => row.state === 'failed').length >= MOST_TRIES) return false
  if (before.slice(ended + 1).some((row) => !isOver(row.detail))) return false
  const claim = `${run.job}-${run.city}-${Math.floor(run.due.getTime() / 1000)}-${before.length}`
  const owner = `${hostname()} ${process.pid} ${LIFE} ${randomUUID()}`
  await writeRun(warehouse, run, 'running', owner, claim)
  const after = await read()
  return after.at(before.length)?.detail === owner
}

/**
 * Does a run once, over all processes and restarts, and notes how it ended. One that failed is done
 * again by a later call, MOST_TRIES times in all.
 * @returns whether this call did it
 */
export async function runOnce(
  warehouse: Warehouse,
  run: Run,
  work: () => Promise<string>,
): Promise<boolean> {
  if (!(await claimRun(warehouse, run))) return false
  try {
    await writeRun(warehouse, run, 'done', await work())
  } catch (error) {
    await writeRun(warehouse, run, 'failed', error instanceof Error ? error.message : String(error))
    throw error
  }
  return true
}
