import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeExtract } from '../../../etl/simulate/extract.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { newestLines, planOf } from './city.ts'

const MINUTE = 60_000
const FROM = Date.parse('2024-03-01T00:00:00+08:00')

test('wherever time is cut, the extracts together tell the same', async () => {
  const plan = await planOf({
    seed: 11,
    from: '2024-01-20',
    to: '2024-03-20',
    perDay: 60,
    plants: true,
  })
  const minutes = fc.integer({ min: 1, max: 12 * 24 * 60 })
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(minutes, { minLength: 2, maxLength: 5 }), async (drawn) => {
      const cuts = [0, ...drawn.sort((a, b) => a - b)].map((m) => new Date(FROM + m * MINUTE))
      const folder = await temporaryFolder('simulate')
      const extract = (after: Date, until: Date, name: string) =>
        writeExtract(plan, after, until, `${folder}/${name}`).then(({ path }) => path)
      const whole = await extract(cuts[0]!, cuts.at(-1)!, 'whole')
      const parts: string[] = []
      for (const [i, until] of cuts.entries()) {
        if (i > 0) parts.push(await extract(cuts[i - 1]!, until, `part-${i}`))
      }
      expect(newestLines(parts)).toEqual(newestLines([whole]))
    }),
    { numRuns: 12 },
  )
})

test('an extract tells of what happened in its window, and of nothing else', async () => {
  const plan = await planOf({
    seed: 11,
    from: '2024-01-20',
    to: '2024-03-20',
    perDay: 200,
    plants: false,
  })
  const after = '2024-03-05 09:00:00'
  const until = '2024-03-05 15:00:00'
  const instant = (local: string) => new Date(`${local.replace(' ', 'T')}+08:00`)
  const { path } = await writeExtract(
    plan,
    instant(after),
    instant(until),
    await temporaryFolder('simulate'),
  )
  const updated = [...newestLines([path]).values()].map((line) => line.slice(16, 35))
  expect(updated.length).toBeGreaterThan(50)
  expect(updated.every((at) => at > after && at <= until)).toBe(true)
})
