import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from '../../../sql/model/answer.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { type Ask, createAsk } from '../../../sql/node/ask.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { type Asked, askOracle, type OracleRow } from './oracle.ts'
import { openOracle } from './oracle-data.ts'
import type { RawComplaint } from './sample-complaints.ts'
import { sampleWarehouse } from './sample-warehouse.ts'

/** The warehouse and the oracle beside each other, over the same complaints. */
export interface Bench {
  warehouse: Warehouse
  ask: Ask
  askOracle(asked: Asked): Promise<OracleRow[]>
  /** Where an answer and the oracle's differ, in words, and how many rows the oracle has. */
  compare(asked: Asked): Promise<{ differences: string[]; rows: number }>
  close(): Promise<void>
}

const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
    : (a ?? null) === (b ?? null)

function differencesOf(asked: Asked, found: readonly Row[], expected: OracleRow[]): string[] {
  const keys = [...asked.by, ...(asked.grain ? ['period'] : [])]
  const keyOf = (row: OracleRow): string => keys.map((id) => row[id]).join(' | ')
  const have = found.map(keyOf)
  const want = expected.map(keyOf)
  if (have.join('\n') !== want.join('\n')) {
    const missing = want.filter((key) => !have.includes(key)).slice(0, 3)
    const extra = have.filter((key) => !want.includes(key)).slice(0, 3)
    return [`rows missing: ${missing.join('; ')}; too many: ${extra.join('; ')}; or their order`]
  }
  return expected.flatMap((row, i) => {
    const cut = found[i]?.compareTo
    const other = { ...found[i], compareTo: cut ? String(cut).slice(0, 19) : null }
    return [...new Set([...Object.keys(row), ...Object.keys(other)])]
      .filter((id) => !same(row[id], other[id as keyof typeof other]))
      .map(
        (id) =>
          `${keyOf(row)} ${id}: ${other[id as keyof typeof other]}, the oracle says ${row[id]}`,
      )
  })
}

export async function openBench(name: string, complaints: readonly RawComplaint[]): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'weisu-oracle-'))
  const oracle = await openOracle(complaints, join(folder, 'complaints.ndjson'))
  const warehouse = await sampleWarehouse(name, complaints)
  const ask = createAsk(warehouse)
  return {
    warehouse,
    ask,
    askOracle: (asked) => askOracle(oracle, asked),
    compare: async (asked) => {
      const [expected, answer] = await Promise.all([
        askOracle(oracle, asked),
        ask({ city: 'sample', ...asked } as Question, EVERYTHING),
      ])
      return {
        differences: differencesOf(asked, answer.rows, expected),
        rows: expected.length,
      }
    },
    close: async () => {
      oracle.closeSync()
      rmSync(folder, { recursive: true, force: true })
      await warehouse.close()
    },
  }
}
