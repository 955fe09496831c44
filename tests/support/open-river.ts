import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LoadResult, loadFile } from '../../etl/load-file.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { publishRiver, type RiverRow, riverContext, writeRows } from './river-city.ts'
import { testWarehouse } from './warehouse.ts'

/** River City in a database of its own, with a folder for files. */
export interface River {
  warehouse: Warehouse
  folder: string
  /** Writes the rows to a new file. */
  write(rows: RiverRow[]): Promise<string>
  /** Loads a file of the city's source. */
  load(path: string): Promise<LoadResult>
  close(): Promise<void>
}

export async function openRiver(name: string): Promise<River> {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-river-'))
  const warehouse = await testWarehouse(name)
  await publishRiver(warehouse)
  let files = 0
  return {
    warehouse,
    folder,
    write: (rows) => writeRows(join(folder, `${files++}.csv`), rows),
    load: (path) => loadFile(riverContext(warehouse, folder), 'line', path),
    close: async () => {
      await warehouse.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
