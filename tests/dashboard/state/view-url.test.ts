import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../dashboard/state/days.ts'
import { DIMENSION_IDS, FORMATS } from '../../../dashboard/state/model.ts'
import { PERIODS } from '../../../dashboard/state/period.ts'
import {
  DEFAULTS,
  MAP_MODES,
  MATRIX_MODES,
  orderFilters,
  parseView,
  RANKED,
  type View,
  writeView,
} from '../../../dashboard/state/view-url.ts'
import { THEMES } from '../../../dashboard/theme/theme.ts'
import { DIMENSIONS } from '../../../sql/model/dimensions.ts'
import { type MeasureId, measureOf } from '../../../sql/model/measures.ts'

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))
const custom = fc
  .tuple(day, fc.integer({ min: 1, max: 900 }))
  .map(([from, days]) => `${from}..${addDays(from, days)}`)
const member = fc.string({ minLength: 1, unit: 'grapheme' })

const anyView: fc.Arbitrary<View> = fc.record({
  city: fc.string({ unit: 'grapheme' }),
  period: fc.oneof(fc.constantFrom(...PERIODS), custom),
  measure: fc.constantFrom(...(Object.keys(FORMATS) as MeasureId[])),
  where: fc
    .array(
      fc.record({
        dimension: fc.constantFrom(...DIMENSION_IDS),
        in: fc.array(member, { minLength: 1, maxLength: 5 }),
      }),
    )
    .map(orderFilters),
  map: fc.constantFrom(...MAP_MODES),
  bars: fc.constantFrom(...RANKED),
  matrix: fc.constantFrom(...MATRIX_MODES),
  cases: fc.boolean(),
  language: fc.constantFrom('en', 'zh'),
  theme: fc.constantFrom(...THEMES),
})

describe('the address of a view', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom('en' as const, 'zh' as const), (view, preferred) => {
        expect(parseView(writeView(view), preferred)).toEqual(view)
      }),
    )
  })

  it('is the same for equal views, in whatever order they were chosen', () => {
    fc.assert(
      fc.property(anyView, fc.infiniteStream(fc.double()), (view, random) => {
        const shuffled = view.where
          .flatMap(({ dimension, in: codes }) => codes.map((code) => ({ dimension, in: [code] })))
          .map((clause) => ({ clause, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ clause }) => clause)
        expect(writeView({ ...view, where: shuffled })).toBe(writeView(view))
      }),
    )
  })

  it('is read whatever it holds, and what it cannot hold is left out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (anything) => {
        const view = parseView(`?${anything}`, 'en')
        expect(parseView(writeView(view), 'zh')).toEqual(view)
      }),
    )
    const damaged =
      '?lang=fr&theme=%E0%A4&period=2026-02-30..2026-03-01&measure=toString&district=&nonsense=1&cases=yes'
    expect(parseView(damaged, 'zh')).toEqual({ ...DEFAULTS, language: 'zh' })
    expect(parseView('?period=2026-03-01..2026-03-01', 'en').period).toBe(DEFAULTS.period)
    expect(parseView('?period=2026-03-02..2026-03-01', 'en').period).toBe(DEFAULTS.period)
  })

  it('knows the dimensions and the formats of the model', () => {
    expect(DIMENSION_IDS).toEqual(Object.keys(DIMENSIONS))
    for (const [id, format] of Object.entries(FORMATS)) {
      expect(format, id).toBe(measureOf(id as MeasureId).format)
    }
  })
})
