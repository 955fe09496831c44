import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '../../etl/steps/sweep.ts'
import { VersionGoneError } from '../../sql/model/errors.ts'
import { select } from '../../sql/node/run.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import { openRiver, type River } from '../support/open-river.ts'
import { readState } from '../support/river-city.ts'

let river: River
beforeAll(async () => {
  river = await openRiver('sweeping')
})
afterAll(() => river?.close())

/** Each load replaces January whole. */
async function loadTimes(times: number): Promise<void> {
  for (let time = 1; time <= times; time++) {
    const rows = Array.from({ length: 20 }, (_, i) => ({
      id: `r${i}`,
      updated: `2026-03-${String(time).padStart(2, '0')} 10:00:00`,
      received: '2026-01-09 10:00:00',
      closed: '',
      category: 'k',
      district: 'd',
      title: `state ${time}`,
    }))
    expect((await river.load(await river.write(rows))).state).toBe('loaded')
  }
}

const listBatches = async () =>
  (
    await select<{ id: string }>(
      river.warehouse,
      `SELECT DISTINCT partition_id AS id FROM system.parts
        WHERE database = currentDatabase() AND table = 'complaints' AND active ORDER BY id`,
    )
  ).map(({ id }) => Number(id.split('-')[1]))

it('of what was replaced those bytes stay that were replaced last, and what is gone cannot be asked', async () => {
  await loadTimes(4)
  const before = await readState(river.warehouse)
  const { version } = await readSnapshot(river.warehouse, 'river')
  expect(await listBatches()).toEqual([1, 2, 3, 4])

  await sweep(river.warehouse, 'river', { seconds: 60, bytes: 0 })
  expect(await listBatches()).toEqual([1, 2, 3, 4])

  const [last] = await select<{ bytes: number }>(
    river.warehouse,
    `SELECT sum(bytes_on_disk) AS bytes FROM system.parts
      WHERE database = currentDatabase() AND active AND endsWith(partition_id, '-3')`,
  )
  await sweep(river.warehouse, 'river', { seconds: 0, bytes: last?.bytes ?? 0 })
  expect(await listBatches()).toEqual([3, 4])
  expect((await readSnapshot(river.warehouse, 'river', version - 1)).version).toBe(version - 1)
  await expect(readSnapshot(river.warehouse, 'river', version - 2)).rejects.toThrow(
    VersionGoneError,
  )

  await sweep(river.warehouse, 'river', { seconds: 0, bytes: 0 })
  expect(await listBatches()).toEqual([4])
  await expect(readSnapshot(river.warehouse, 'river', version - 1)).rejects.toThrow(
    VersionGoneError,
  )
  expect(await readState(river.warehouse)).toEqual(before)
})
