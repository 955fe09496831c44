import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { ClickHouseSettings } from '@clickhouse/client'
import { LONG } from '../../sql/node/long.ts'
import { reaching } from '../../sql/node/reaching.ts'
import { command } from '../../sql/node/run.ts'
import { quote } from '../../sql/node/statements.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

export const uploadTable = (batch: number): string => `upload_${batch}`

/** A csv or ndjson file as the engine is to read it. */
export interface TextFile {
  file: string
  gzipped: boolean
  /** The engine's name of the format. */
  format: string
  /** The columns to keep, as the table function has them. */
  structure: string
  settings: ClickHouseSettings
}

/**
 * Sends a file to a server that cannot read it where it lies. Its rows keep their order: each carries
 * its ordinal, as the engine numbers the rows of a file that it reads itself.
 * @returns the table that holds them
 */
export async function upload(
  warehouse: Warehouse,
  batch: number,
  { file, gzipped, format, structure, settings }: TextFile,
): Promise<string> {
  const table = uploadTable(batch)
  await command(warehouse, `DROP TABLE IF EXISTS ${table} SYNC`)
  await command(
    warehouse,
    `CREATE TABLE ${table} (_row_number UInt64, ${structure}) ENGINE = MergeTree ORDER BY _row_number`,
  )
  const bytes = createReadStream(file)
  const values = gzipped ? bytes.pipe(createGunzip()) : bytes
  bytes.on('error', (error) => values.destroy(error))
  await reaching(async () => {
    const sent = await warehouse.client.exec({
      query: `INSERT INTO ${table}
              SELECT rowNumberInAllBlocks() AS _row_number, * FROM input(${quote(structure)})
              FORMAT ${format}`,
      values,
      clickhouse_settings: {
        ...settings,
        ...LONG,
        max_threads: 1,
        max_insert_threads: '1',
        input_format_parallel_parsing: 0,
      },
    })
    sent.stream.resume()
    await finished(sent.stream)
  })
  return table
}
