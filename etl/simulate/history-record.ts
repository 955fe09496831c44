import { createHash } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SimulationError, type SimulationPlan } from './simulation.ts'
import type { Written } from './write-window.ts'

/** The file beside the extracts that says what they are of, and which of them are complete. */
const NAME = 'history.json'

/** What decides the bytes of the files. */
export interface HistoryOrigin {
  city: string
  /** Hash of the city's pack. */
  pack: string
  seed: number
  from: string
  to: string
  perDay: number
  plants: boolean
  until: string
  converted: boolean
}

/** A file that is complete, and what a load of it should count. */
export interface CompleteFile {
  file: string
  written: Written
}

interface HistoryRecord {
  origin: HistoryOrigin
  /** In order of time, from the first. */
  complete: CompleteFile[]
}

/** Says what the files of a history come from. */
export function describeOrigin(
  { pack, ...plan }: SimulationPlan,
  until: Date,
  converted: boolean,
): HistoryOrigin {
  return {
    city: pack.city.id,
    pack: createHash('sha256').update(JSON.stringify(pack)).digest('hex'),
    seed: plan.seed,
    from: plan.from,
    to: plan.to,
    perDay: plan.perDay,
    plants: plan.plants,
    until: until.toISOString(),
    converted,
  }
}

async function readRecord(out: string): Promise<HistoryRecord | null> {
  const text = await readFile(join(out, NAME), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : (JSON.parse(text) as HistoryRecord)
}

/**
 * The files of a history that a run before has completed. They count also where they have been taken
 * away since: whoever has loaded a month may delete it.
 * @throws SimulationError where the folder holds another history
 */
export async function readComplete(out: string, origin: HistoryOrigin): Promise<CompleteFile[]> {
  const record = await readRecord(out)
  if (!record) return []
  if (JSON.stringify(record.origin) !== JSON.stringify(origin)) {
    throw new SimulationError(
      `${out} holds a history that was begun with other arguments: name another folder with --out.`,
    )
  }
  return record.complete
}

/** Notes which files are complete, in one step. */
export async function noteComplete(
  out: string,
  origin: HistoryOrigin,
  complete: CompleteFile[],
): Promise<void> {
  const path = join(out, NAME)
  await writeFile(`${path}.part`, JSON.stringify({ origin, complete } satisfies HistoryRecord))
  await rename(`${path}.part`, path)
}

/** Whether a history was begun in a folder. */
export const isBegun = async (out: string): Promise<boolean> => (await readRecord(out)) !== null

/** Forgets how far a history was: it is complete, and its truth stands beside it. */
export const forgetRecord = (out: string): Promise<void> => rm(join(out, NAME), { force: true })
