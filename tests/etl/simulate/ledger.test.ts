import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { publishPack } from '../../../etl/cities/pack.ts'
import { type LoadResult, loadFile } from '../../../etl/load-file.ts'
import type { Truth } from '../../../etl/simulate/truth.ts'
import { select } from '../../../sql/node/run.ts'
import { readSnapshot } from '../../../sql/node/snapshot.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { runEtl } from '../../support/command-line.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { planOf } from './city.ts'

const WINDOW = ['--from', '2025-10-20', '--to', '2026-03-05', '--per-day', '120', '--seed', '9']

async function simulate(format: 'csv' | 'parquet') {
  const data = await temporaryFolder('simulate-data')
  const out = join(await temporaryFolder('simulate'), 'extracts')
  const args = ['simulate', '--city', 'beijing', ...WINDOW, '--out', out, '--format', format]
  const ended = await runEtl(args, { WEISU_DATA: data })
  expect(ended.stderr).toBe('')
  expect(ended.code).toBe(0)
  expect(ended.stdout).toMatch(/rows\/s/)
  // No warehouse was opened where data lie.
  expect(existsSync(join(data, 'warehouse'))).toBe(false)
  expect(readdirSync(data)).toEqual([])
  const truth = JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8')) as Truth
  expect(readdirSync(out).sort()).toEqual([...truth.files.map((f) => f.file), 'truth.json'].sort())
  return { out, truth }
}

/** Loads the files of a simulation in the order of their names. */
async function load(warehouse: Warehouse, out: string, truth: Truth): Promise<LoadResult[]> {
  const { pack } = await planOf({
    seed: 9,
    from: '2025-10-20',
    to: '2026-03-05',
    perDay: 120,
    plants: true,
  })
  await publishPack(warehouse, pack)
  const context = {
    warehouse,
    data: await temporaryFolder('simulate-load'),
    pack,
    requesterKey: [1n, 2n] as [bigint, bigint],
    now: new Date('2026-03-06T00:00:00Z'),
  }
  const results: LoadResult[] = []
  for (const { file } of truth.files) {
    results.push(await loadFile(context, 'hotline', join(out, file)))
  }
  return results
}

async function readState(warehouse: Warehouse) {
  const { partitions } = await readSnapshot(warehouse, 'beijing')
  return select<{ complaints: number; content: string; through: string }>(
    warehouse,
    `SELECT count() AS complaints, toString(sum(content)) AS content
       FROM complaints WHERE _partition_id IN ({ids:Array(String)})`,
    { ids: partitions.map((g) => `${g.slice}-${g.batch}`) },
  )
}

test('the ledger accounts for every planted fault, file by file, in csv and in Parquet alike', async () => {
  const states: unknown[] = []
  for (const format of ['csv', 'parquet'] as const) {
    const { out, truth } = await simulate(format)
    const warehouse = await testWarehouse(`simulated_${format}`)
    try {
      const results = await load(warehouse, out, truth)
      expect(
        results.map((r) => ({
          file: basename(r.file),
          state: r.state,
          rowsRead: r.rowsRead,
          loaded: r.loaded,
          superseded: r.superseded,
          duplicates: r.duplicates,
          rejected: r.rejected,
          warnings: r.warnings,
        })),
      ).toEqual(truth.files.map((file) => ({ state: 'loaded', ...file })))
      states.push(await readState(warehouse))
    } finally {
      await warehouse.close()
    }
    const { totals, perFile } = truth.faults
    const expected = format === 'csv' ? 9 : 8
    expect(Object.values(totals).filter((n) => n > 0)).toHaveLength(expected)
    for (const { count, ids } of perFile) expect(ids).toHaveLength(Math.min(count, 20))
    // Incidents befall the second file and the sixth of seven; what sticks to a complaint is anywhere.
    const sticking = ['unknownCode', 'impossibleTime']
    const struck = truth.files.map(({ file }) =>
      perFile.some((fault) => fault.file === file && !sticking.includes(fault.kind)),
    )
    expect(struck).toEqual([false, true, false, false, false, true, false])
    const ofFirst = perFile.filter((fault) => fault.file === truth.files[1]?.file)
    expect(ofFirst.map((fault) => fault.kind)).toEqual(
      Object.keys(totals).filter((kind) => format === 'csv' || kind !== 'wrongFieldCount'),
    )
    const sum = (of: (file: Truth['files'][number]) => number) =>
      truth.files.reduce((total, file) => total + of(file), 0)
    expect(sum((f) => f.duplicates)).toBe(totals.duplicate)
    expect(sum((f) => f.superseded)).toBe(totals.stale)
    expect(sum((f) => f.warnings)).toBe(totals.unknownCode + totals.impossibleTime)
    expect(sum((f) => f.rejected)).toBe(
      totals.missingId + totals.unreadableDate + totals.outsideSpan + totals.wrongFieldCount,
    )
  }
  expect(states[0]).toEqual(states[1])
}, 180_000)

test('wrong usage is told before anything is written', async () => {
  const out = join(await temporaryFolder('simulate'), 'none')
  const base = ['simulate', '--city', 'beijing', '--out', out]
  const cases: [string[], string][] = [
    [['--from', '2026-01-02', '--to', '2026-01-01', '--per-day', '9', '--seed', '1'], '--to'],
    [['--from', '2026-01', '--to', '2026-02-01', '--per-day', '9', '--seed', '1'], '--from'],
    [['--from', '2026-01-01', '--to', '2026-02-01', '--per-day', '0', '--seed', '1'], '--per-day'],
    [['--from', '2026-01-01', '--to', '2026-02-01', '--per-day', '9'], '--seed'],
    [[...WINDOW, '--format', 'xlsx'], '--format'],
    [['--from', '2018-01-01', '--to', '2020-01-01', '--per-day', '9', '--seed', '1'], '2019-01-01'],
    [[...WINDOW, '--city', 'boston'], 'boston'],
  ]
  const data = await temporaryFolder('simulate-data')
  for (const [args, named] of cases) {
    const { code, stderr } = await runEtl([...base, ...args], { WEISU_DATA: data })
    expect(code).toBe(2)
    expect(stderr.split('\n')[0]).toContain(named)
  }
  expect(existsSync(out)).toBe(false)
})
