import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIMENSIONS } from '../../../sql/model/dimensions.ts'
import { GRAINS } from '../../../sql/model/grains.ts'
import { MEASURES } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { type Ask, createAsk } from '../../../sql/node/ask.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { loadSample } from './load-sample.ts'
import { type Asked, askOracle, type OracleRow, openOracle } from './oracle.ts'
import { LATE_THROUGH, sampleCity, THROUGH } from './sample-city.ts'
import { makeComplaints } from './sample-complaints.ts'

let warehouse: Warehouse
let ask: Ask
let oracle: DuckDBConnection
const folder = mkdtempSync(join(tmpdir(), 'weisu-oracle-'))

beforeAll(async () => {
  const complaints = makeComplaints(20_000, 311)
  oracle = await openOracle(complaints, join(folder, 'complaints.ndjson'))
  warehouse = await testWarehouse('differential')
  await loadSample(warehouse, {
    city: sampleCity,
    complaints,
    openFrom: 20_210_201,
    through: { full: THROUGH, flags: THROUGH, bare: LATE_THROUGH },
  })
  ask = createAsk(warehouse)
})
afterAll(async () => {
  oracle?.closeSync()
  rmSync(folder, { recursive: true, force: true })
  await warehouse?.close()
})

const close = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
    : (a ?? null) === (b ?? null)

async function compare(asked: Asked): Promise<number> {
  const expected = await askOracle(oracle, asked)
  const answer = await ask({ city: 'sample', ...asked } as Question, EVERYTHING)
  const told = JSON.stringify(asked)
  const keys = [...asked.by, ...(asked.grain ? ['period'] : [])]
  const keyOf = (row: OracleRow): string => keys.map((id) => row[id]).join(' | ')
  expect(answer.rows.map(keyOf), told).toEqual(expected.map(keyOf))
  const found = answer.rows.map((row) => ({
    ...row,
    compareTo: row.compareTo ? String(row.compareTo).slice(0, 19) : null,
  }))
  const differences = expected.flatMap((row, i) => {
    const other = found[i] as OracleRow
    return [...new Set([...Object.keys(row), ...Object.keys(other)])]
      .filter((id) => !close(row[id], other[id]))
      .map((id) => `${keyOf(row)} ${id}: ${other[id]}, the oracle says ${row[id]}`)
  })
  expect(differences.slice(0, 5), told).toEqual([])
  return expected.length
}

const measures = Object.keys(MEASURES)
/** Windows that cut periods, hold the change of the clocks, 29 February, week 53 and the cut-off. */
const WINDOWS: Record<string, [string, string]> = {
  hour: ['2020-03-07', '2020-03-10'],
  default: ['2020-12-10', '2021-02-26'],
}

describe.each(['received', 'closed', 'rated'])('basis %s', (basis) => {
  describe.each([undefined, 'previous', 'lastYear'])('compare %s', (comparison) => {
    test.each([undefined, ...GRAINS])('grain %s', async (grain) => {
      const [from, to] = WINDOWS[grain ?? 'default'] ?? (WINDOWS.default as [string, string])
      for (const dimension of [undefined, ...Object.keys(DIMENSIONS)]) {
        const rows = await compare({
          measures,
          by: dimension === undefined ? [] : [dimension],
          ...(grain === undefined ? {} : { grain }),
          ...(comparison === undefined ? {} : { compare: comparison }),
          basis,
          from,
          to,
        })
        expect(rows).toBeGreaterThan(0)
      }
    })
  })
})
