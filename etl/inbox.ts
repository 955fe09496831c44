import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { select } from '../sql/node/run.ts'
import { readSnapshot } from '../sql/node/snapshot.ts'
import { takeTurn } from '../sql/node/turn.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import type { CityPack } from './cities/pack.ts'
import { fill, isFilled } from './fill.ts'
import type { LoadResult } from './load-file.ts'
import { loadFiles, type WaitingFile } from './load-files.ts'
import { readRequesterKey } from './requester-key.ts'
import { findFiles } from './steps/scan/find-files.ts'
import { isSettled } from './steps/scan/settled.ts'

/** A file that nobody has written to for so long is complete. */
export const QUIET_MS = 1000

export interface Inbox {
  warehouse: Warehouse
  /** WEISU_DATA; the inbox is its folder `inbox/<city>/<source>`. */
  data: string
  pack: CityPack
}

export interface InboxContext extends Inbox {
  signal: AbortSignal
  onResult: (result: LoadResult) => void
}

/** Files that were looked at and found loaded before, in this process: path, size and time. */
const unchanged = new Set<string>()

interface Waiting extends WaitingFile {
  stamp: string
}

const folderOf = ({ data, pack }: Inbox): string => join(data, 'inbox', pack.city.id)

/** The folders of an inbox into which files are put, one for each source. */
export const inboxFolders = (inbox: Inbox): string[] =>
  Object.keys(inbox.pack.sources).map((source) => join(folderOf(inbox), source))

async function listWaiting(inbox: Inbox): Promise<Waiting[]> {
  const waiting: Waiting[] = []
  for (const source of Object.keys(inbox.pack.sources)) {
    const { files } = await findFiles([join(folderOf(inbox), source)])
    for (const path of files) {
      const found = await stat(path).catch(() => null)
      if (!found?.isFile() || !(await isSettled(path, QUIET_MS))) continue
      waiting.push({ source, path, stamp: `${path}|${found.size}|${Math.floor(found.mtimeMs)}` })
    }
  }
  return waiting
}

/** Stamps of the files that the ledger knows with the present mappings, loaded or failed. */
async function readSeen({ warehouse, pack }: Inbox): Promise<Set<string>> {
  const rows = await select<{ stamp: string }>(
    warehouse,
    `SELECT concat(file, '|', toString(bytes), '|', toString(toUnixTimestamp64Milli(modified))) AS stamp
       FROM batches
      WHERE city = {city:String} AND mapping IN ({mappings:Array(String)})
        AND (state = 'failed' OR number IN (SELECT batch FROM manifest WHERE city = {city:String}))`,
    {
      city: pack.city.id,
      mappings: Object.values(pack.sources).map((source) => source.hash),
    },
  )
  return new Set(rows.map((row) => row.stamp))
}

/** The files of an inbox that are complete and were not yet looked at with the present mappings. */
async function listFresh(inbox: Inbox): Promise<Waiting[]> {
  const waiting = await listWaiting(inbox)
  const seen = waiting.length > 0 ? await readSeen(inbox) : new Set<string>()
  return waiting.filter(({ stamp }) => !seen.has(stamp) && !unchanged.has(stamp))
}

/** How many complete files of an inbox are still to be loaded. */
export const countFresh = async (inbox: Inbox): Promise<number> => (await listFresh(inbox)).length

/** Folders of the inbox that no source of the city answers to. */
async function listStrangers(inbox: Inbox): Promise<string[]> {
  const entries = await readdir(folderOf(inbox), { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory() && !inbox.pack.sources[entry.name])
    .map((entry) => entry.name)
}

/**
 * Loads what has come into a city's inbox since the last look, and what comes meanwhile. Files stay
 * where they are; one that is still being written is left for the next run, and one that failed is
 * tried again when it changes.
 * @returns what was done, in a few words
 */
export async function loadInbox(context: InboxContext): Promise<string> {
  const { warehouse, data, pack, signal } = context
  const strangers = await listStrangers(context)
  const counts = { loaded: 0, unchanged: 0, failed: 0 }
  const tried = new Set<string>()
  for (;;) {
    const now = () => new Date()
    const fresh = (await listFresh(context)).filter(({ stamp }) => !tried.has(stamp))
    if (fresh.length === 0) break
    for (const { stamp } of fresh) tried.add(stamp)
    const requesterKey = await readRequesterKey(data)
    const giveTurn = await takeTurn(data, pack.city.id, signal)
    try {
      await loadFiles(
        { warehouse, data, pack, requesterKey, now, signal },
        fresh,
        (file, result) => {
          if (result.state === 'unchanged') unchanged.add(file.stamp)
          counts[result.state]++
          context.onResult(result)
        },
      )
    } finally {
      await giveTurn()
    }
  }
  if (!isFilled(await readSnapshot(warehouse, pack.city.id))) {
    const giveTurn = await takeTurn(data, pack.city.id, signal)
    await fill(warehouse, pack.city.id).finally(giveTurn)
  }
  const done = `${counts.loaded} loaded, ${counts.unchanged} unchanged, ${counts.failed} failed`
  return strangers.length === 0 ? done : `${done}; no source is called ${strangers.join(', ')}`
}
