import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { writeExtract } from '../../../etl/simulate/extract.ts'
import { writeHistory } from '../../../etl/simulate/history.ts'
import { hashesOf } from '../../support/hashes.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { planOf } from './city.ts'

const UNTIL = new Date('2024-04-10T13:20:00+08:00')
const plan = (changes: { seed?: number; plants?: boolean } = {}) =>
  planOf({ seed: 5, from: '2024-02-10', to: '2024-04-10', perDay: 80, plants: true, ...changes })

async function history(seed: number, workers: number) {
  const folder = await temporaryFolder('simulate')
  const files: { index: number; of: number; path: string }[] = []
  const truth = await writeHistory(
    await plan({ seed }),
    UNTIL,
    folder,
    (file) => files.push(file),
    undefined,
    { workers },
  )
  return { hashes: hashesOf(folder), truth, files }
}

let none: Awaited<ReturnType<typeof history>>
beforeAll(async () => {
  none = await history(5, 0)
})

test('the same seed gives the same bytes, on no thread, one or two; another seed others', async () => {
  const [one, two, other] = [await history(5, 1), await history(5, 2), await history(6, 0)]
  expect(one.hashes).toEqual(none.hashes)
  expect(two.hashes).toEqual(none.hashes)
  expect(two.truth).toEqual(none.truth)
  expect(other.hashes.map(([name]) => name)).toEqual(none.hashes.map(([name]) => name))
  expect(other.hashes.every(([, hash], i) => hash !== none.hashes[i]?.[1])).toBe(true)
})

test('files come in order of time: months, then the rest of the month, its last whole day and today', () => {
  const { hashes: written, files } = none
  const names = written.map(([name]) => name)
  expect(names).toEqual([
    'hotline-20240301T000000.csv',
    'hotline-20240401T000000.csv',
    'hotline-20240409T000000.csv',
    'hotline-20240410T000000.csv',
    'hotline-20240410T132000.csv',
  ])
  expect(files.map((file) => file.index)).toEqual(names.map((_, i) => i))
  expect(files.every((file, i) => file.path.endsWith(names[i] ?? '-'))).toBe(true)
  expect(files.every((file) => file.of === names.length)).toBe(true)
})

test('an extract is the file of a history without faults', async () => {
  const told = await temporaryFolder('simulate')
  const alone = await temporaryFolder('simulate')
  const plain = await plan({ plants: false })
  await writeHistory(plain, UNTIL, told, () => {}, undefined, { workers: 0 })
  const after = new Date('2024-03-01T00:00:00+08:00')
  const { path, rows } = await writeExtract(
    plain,
    after,
    new Date('2024-04-01T00:00:00+08:00'),
    alone,
  )
  const file = 'hotline-20240401T000000.csv'
  expect(path).toBe(join(alone, file))
  expect(readFileSync(path).equals(readFileSync(join(told, file)))).toBe(true)
  expect(rows).toBe(readFileSync(path, 'utf8').trimEnd().split('\n').length - 1)
})

test('a history that is called off leaves whole files alone', async () => {
  const folder = await temporaryFolder('simulate')
  const stop = new AbortController()
  const told = writeHistory(
    await plan(),
    UNTIL,
    folder,
    () => stop.abort(new Error('enough')),
    stop.signal,
    { workers: 2 },
  )
  await expect(told).rejects.toThrow('enough')
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(readdirSync(folder)).toContain('hotline-20240301T000000.csv')
})
