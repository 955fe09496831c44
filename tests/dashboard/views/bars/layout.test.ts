import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeBars } from '../../../../dashboard/views/bars/layout.ts'
import type { Bar, BarSeries } from '../../../../dashboard/views/bars/state.ts'
import type { MeasureId } from '../../../../sql/model/measures.ts'

const barOf = (told: Partial<Bar>, index: number): Bar => ({
  code: `m${index}`,
  row: {},
  value: null,
  n: null,
  mature: true,
  compare: null,
  compareN: null,
  lastYear: null,
  small: false,
  smallBefore: false,
  ...told,
})

const seriesOf = (measure: MeasureId, told: Partial<Bar>[]): BarSeries => ({
  measure,
  dimension: 'district',
  bars: told.map(barOf),
})

const within = (share: number | null) => share === null || (share >= -1e-9 && share <= 1 + 1e-9)

it('keeps bars, dots and last year’s ticks on the track', () => {
  const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null })
  const some = fc.array(fc.record({ value: share, lastYear: share }), { maxLength: 12 })
  const measures = fc.constantFrom<MeasureId>('complaints', 'onTimeRate', 'hoursToClose')
  fc.assert(
    fc.property(measures, some, (measure, told) => {
      const { bars, domain } = placeBars(seriesOf(measure, told), 1)
      expect(domain[0]).toBeLessThan(domain[1])
      for (const one of bars) {
        expect(within(one.share) && within(one.lastYear)).toBe(true)
        expect(one.share === null).toBe(one.bar.value === null)
      }
    }),
  )
})

it('begins bars at zero and lets rates be dots', () => {
  const counts = placeBars(
    seriesOf('complaints', [{ value: 50, lastYear: 100 }, { value: 25 }]),
    -1,
  )
  expect(counts).toMatchObject({ mark: 'bar', domain: [0, 100] })
  expect(counts.bars.map(({ share }) => share)).toEqual([0.5, 0.25])
  const rates = placeBars(seriesOf('onTimeRate', [{ value: 0.91 }, { value: 0.93 }]), 1)
  expect(rates.mark).toBe('dot')
  expect(rates.domain[0]).toBeGreaterThan(0.5)
})

it('says which way a value went, and whether that is good', () => {
  const turns = (measure: MeasureId, polarity: 1 | -1) =>
    placeBars(
      seriesOf(measure, [
        { value: 4, compare: 2 },
        { value: 2, compare: 4 },
        { value: 2, compare: 2 },
        { value: 2 },
      ]),
      polarity,
    ).bars.map(({ direction, turn }) => [direction, turn])
  expect(turns('complaints', -1)).toEqual([
    ['up', -1],
    ['down', 1],
    ['level', 0],
    [null, null],
  ])
  expect(turns('score', 1).slice(0, 2)).toEqual([
    ['up', 1],
    ['down', -1],
  ])
})
