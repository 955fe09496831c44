import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClickHouseSettings } from '@clickhouse/client'
import { openWarehouse } from '../../sql/node/warehouse.ts'
import { HEADER } from './csv-row.ts'

/** All columns are texts, as in the csv: a bad time must be able to stand in one. */
const STRUCTURE = HEADER.trim()
  .split(',')
  .map((column) => `${column} String`)
  .join(', ')

/** One thread and one row group after the other: the same rows give the same bytes. */
const SETTINGS: ClickHouseSettings = {
  max_threads: 1,
  max_insert_threads: '1',
  input_format_parallel_parsing: 0,
  output_format_parquet_parallel_encoding: 0,
  engine_file_truncate_on_insert: 1,
  max_execution_time: 3600,
}

/** Turns csv files into Parquet, by an engine of its own in a temporary folder. */
export async function createParquetConverter() {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-parquet-'))
  const warehouse = await openWarehouse({ database: 'conversion', data: folder })
  return {
    /** @param part a csv file, `….csv.part`; it goes when `….parquet` is there */
    async convert(part: string): Promise<string> {
      const path = part.replace(/\.csv\.part$/, '.parquet')
      await warehouse.client.command({
        query: `INSERT INTO FUNCTION file({to:String}, 'Parquet', {columns:String})
                SELECT * FROM file({from:String}, 'CSVWithNames', {columns:String})`,
        query_params: { to: `${path}.part`, from: part, columns: STRUCTURE },
        clickhouse_settings: SETTINGS,
      })
      await rename(`${path}.part`, path)
      await rm(part)
      return path
    },
    async close(): Promise<void> {
      await warehouse.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
    },
  }
}
