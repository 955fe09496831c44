import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { listPackRoots, loadPack } from '../../../etl/cities/pack.ts'
import { HEADER } from '../../../etl/simulate/csv-row.ts'
import type { SimulationPlan } from '../../../etl/simulate/simulation.ts'

/** A plan over the city that ships. */
export async function planOf(changes: Omit<SimulationPlan, 'pack'>): Promise<SimulationPlan> {
  return { pack: await loadPack('beijing', listPackRoots(join(tmpdir(), 'no-packs'))), ...changes }
}

/** A row as the csv has it. */
export type Row = Record<
  | 'case_id'
  | 'updated_at'
  | 'received_at'
  | 'due_at'
  | 'dispatched_at'
  | 'responded_at'
  | 'closed_at'
  | 'rated_at'
  | 'channel'
  | 'kind'
  | 'handling'
  | 'phone'
  | 'enterprise'
  | 'language'
  | 'category'
  | 'district'
  | 'subdistrict'
  | 'department'
  | 'resolved'
  | 'satisfied'
  | 'title'
  | 'text',
  string
>

/** The rows of a csv that has no broken ones. */
export const readRows = (path: string): Row[] => parse(readFileSync(path), { columns: true })

/** The rows of a csv as they stand, by id: of several about one complaint the newest. */
export function newestLines(paths: string[]): Map<string, string> {
  const newest = new Map<string, string>()
  for (const path of paths) {
    const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
    if (`${header}\n` !== HEADER) throw new Error(`${path} has another header`)
    for (const line of lines) {
      const id = line.slice(0, 15)
      const known = newest.get(id)
      if (known === undefined || known.slice(16, 35) < line.slice(16, 35)) newest.set(id, line)
    }
  }
  return newest
}
