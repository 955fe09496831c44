import { expect, test } from 'vitest'
import { compile } from '../../../sql/compile/compile.ts'
import { hasOverlays, inForce, isOverlay, receiptsWithin } from '../../../sql/compile/slices.ts'
import { render } from '../../../sql/compile/sql.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { sampleContext } from './context.ts'

const slices = [20210100, 20210199, 20210201, 20210202, 20210299].map((slice) => ({
  slice,
  batch: 7,
  rows: 10,
}))

test('an overlay is read with every day of its month, and with no other month', () => {
  const read = (from: string, to: string) =>
    receiptsWithin(slices, { start: Date.parse(from), end: Date.parse(to) }, 'UTC').map(
      ({ slice }) => slice,
    )
  expect(read('2021-01-31', '2021-02-01')).toEqual([20210100, 20210199])
  expect(read('2021-02-02', '2021-02-03')).toEqual([20210202, 20210299])
  expect(read('2021-03-01', '2021-04-01')).toEqual([])
  expect(slices.filter(isOverlay).map(({ slice }) => slice)).toEqual([20210199, 20210299])
})

test('only the slices of the months that have an overlay are looked through for what it owns', () => {
  const [january, overlay] = slices as [(typeof slices)[0], (typeof slices)[0]]
  const february = slices.filter(({ slice }) => slice === 20210201 || slice === 20210202)
  expect(hasOverlays([january, ...february])).toBe(false)
  expect(render(inForce([january, ...february])).sql).toBe(
    '_partition_id IN ({partitions:Array(String)})',
  )
  expect(render(inForce([overlay])).sql).toBe('_partition_id IN ({partitions:Array(String)})')
  const { sql, params } = render(inForce([january, overlay, ...february]))
  expect(sql).toContain('AND NOT (_partition_id IN ({under:Array(String)})')
  expect(params).toMatchObject({ under: ['20210100-7'], overlays: ['20210199-7'] })
})

test('a cube adds up what its overlays changed, and is asked as ever where there are none', () => {
  const question: Question = {
    city: 'sample',
    measures: ['complaints', 'overdueComplaints'],
    from: '2021-02-01',
    to: '2021-03-01',
  }
  const table = 'cube_district_category1_day'
  const ask = (partitions: typeof slices) =>
    compile(question, EVERYTHING, { ...sampleContext, partitions }, table)
      .reads.map(({ sql }) => sql)
      .join('\n')
  const plain = ask(slices.filter((one) => !isOverlay(one)))
  expect(plain).not.toMatch(/toInt32|overlaid/)
  const overlaid = ask(slices)
  expect(overlaid).toContain('toInt32(sum(complaints))')
  expect(overlaid.match(/FROM overlaid/g)).toHaveLength(1)
})
