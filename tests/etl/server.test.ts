import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { loadFile } from '../../etl/load-file.ts'
import { command, select } from '../../sql/node/run.ts'
import { openWarehouse, type Warehouse } from '../../sql/node/warehouse.ts'
import {
  publishRiver,
  type RiverRow,
  readState,
  riverContext,
  toCsv,
  writeRows,
} from '../support/river-city.ts'
import { testWarehouse } from '../support/warehouse.ts'

let data: string
let embedded: Warehouse
let server: Warehouse

/** The engine's protocol on a TCP port, as a ClickHouse server has it. */
const door = createServer((inside) => {
  const outside = connect(join(inject('data'), 'engine.sock'))
  inside.pipe(outside).pipe(inside)
  inside.on('error', () => outside.destroy())
  outside.on('error', () => inside.destroy())
})

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-server-'))
  embedded = await testWarehouse('embedded')
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const { port } = door.address() as AddressInfo
  const database = `${embedded.database}_server`
  await command(embedded, `CREATE DATABASE ${database} ENGINE = Atomic`)
  server = await openWarehouse({ url: `http://127.0.0.1:${port}`, database, data })
})
afterAll(async () => {
  await command(embedded, `DROP DATABASE ${server.database} SYNC`)
  await server.close()
  door.close()
  await embedded.close()
  await rm(data, { recursive: true, force: true })
})

const rows: RiverRow[] = Array.from({ length: 3000 }, (_, i) => ({
  id: i === 1234 ? '' : `c${i % 2500}`,
  updated: `2026-03-1${i % 9} 10:00:00`,
  received: i === 77 ? 'soon' : `2026-0${1 + (i % 3)}-0${1 + (i % 8)} 10:00:00`,
  closed: '',
  category: `k${i % 4}`,
  district: `d${i % 3}`,
  title: 'a "light"\nis out',
}))

it('a file that is sent to a server gives what the embedded engine makes of it', async () => {
  const plain = await writeRows(join(data, 'plain.csv'), rows)
  const packed = join(data, 'packed.csv.gz')
  await writeFile(packed, gzipSync(`${toCsv(rows)}broken,row\n`))
  const counts: object[] = []
  for (const warehouse of [embedded, server]) {
    await publishRiver(warehouse)
    for (const path of [plain, packed]) {
      const { batch, seconds, ...result } = await loadFile(
        riverContext(warehouse, data),
        'line',
        path,
      )
      expect(result.error).toBeNull()
      counts.push(result)
    }
  }
  expect(server.kind).toBe('server')
  expect(counts.slice(2)).toEqual(counts.slice(0, 2))
  expect(counts).toMatchObject([{ rejected: 2 }, { rejected: 3 }, { rejected: 2 }, { rejected: 3 }])
  expect(await readState(server)).toEqual(await readState(embedded))
  const rejected = 'SELECT line, reasons, raw FROM rejected ORDER BY ALL'
  expect(await select(server, rejected)).toEqual(await select(embedded, rejected))
}, 60_000)
