import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { writeExtract } from '../../etl/simulate/extract.ts'
import type { History } from './history.ts'

interface Record {
  record: { received_at: string }
  raw: string
}

/** What is new in a file: complaints that were not there, and others that have moved on. */
export interface NewsSize {
  complaints: number
  updates: number
}

const HOUR_MS = 3_600_000

/**
 * Writes an extract of the hotline that goes on where the history, or the extract before, ended: with so
 * many new complaints and so many updates of earlier ones.
 * @returns the file, and the instant up to which it tells
 */
export async function writeNews(
  { plan }: History,
  since: Date,
  { complaints, updates }: NewsSize,
  folder: string,
): Promise<{ path: string; until: Date }> {
  const begin = new Date(since.getTime() + 8 * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ')
  const later = new Date(since.getTime() + 400 * 24 * HOUR_MS).toISOString().slice(0, 10)
  for (let hours = 24 * (complaints / plan.perDay); ; hours *= 2) {
    const until = new Date(Math.floor((since.getTime() + hours * HOUR_MS) / 1000) * 1000)
    const { path } = await writeExtract({ ...plan, to: later }, since, until, folder)
    const text = await readFile(path, 'utf8')
    const header = text.slice(0, text.indexOf('\n') + 1)
    const records = parse(text, { columns: true, raw: true }) as unknown as Record[]
    const fresh = records.filter(({ record }) => record.received_at > begin)
    const moved = records.filter(({ record }) => record.received_at <= begin)
    if (fresh.length < complaints || moved.length < updates) {
      await rm(path)
      continue
    }
    const kept = [...moved.slice(0, updates), ...fresh.slice(0, complaints)]
    const part = join(folder, 'news.part')
    await writeFile(part, header + kept.map(({ raw }) => raw).join(''))
    await rename(part, path)
    return { path, until }
  }
}
