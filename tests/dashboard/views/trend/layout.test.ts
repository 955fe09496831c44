import fc from 'fast-check'
import { expect, it } from 'vitest'
import { domainOf } from '../../../../dashboard/marks/domain.ts'
import { nearest, placeCursor, stepAlong } from '../../../../dashboard/views/trend/cursor.ts'
import { placeTrend } from '../../../../dashboard/views/trend/layout.ts'
import type { TrendPoint, TrendSeries } from '../../../../dashboard/views/trend/state.ts'

const words = {
  value: (value: number) => String(value),
  end: (value: number) => String(value),
  tick: (period: string) => period,
  now: 'now',
  before: 'before',
}

const pointAt = (index: number, told: Partial<TrendPoint>): TrendPoint => ({
  period: String(index),
  until: String(index + 1),
  row: null,
  value: null,
  n: null,
  mature: true,
  compare: null,
  compareN: null,
  running: false,
  weekend: false,
  asked: true,
  ...told,
})

const seriesOf = (told: Partial<TrendPoint>[]): TrendSeries => ({
  measure: 'complaints',
  grain: 'day',
  points: told.map((one, index) => pointAt(index, one)),
  compared: true,
})

const value = fc.option(fc.nat(1_000_000), { nil: null })
const told = fc.record({
  value,
  compare: value,
  mature: fc.boolean(),
  running: fc.boolean(),
  asked: fc.boolean(),
})
const sizes = fc.record({
  width: fc.integer({ min: 280, max: 1400 }),
  height: fc.integer({ min: 160, max: 500 }),
})

it('keeps every mark inside its frame', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 80 }), sizes, (some, size) => {
      const placed = placeTrend(seriesOf(some), size, 'count', words)
      const { plot } = placed
      const bottom = plot.y + plot.height
      const inside = (y: number | null) => y === null || (y >= plot.y - 1e-6 && y <= bottom + 1e-6)
      expect(plot.x + plot.width).toBeLessThanOrEqual(size.width)
      expect(bottom).toBeLessThanOrEqual(size.height)
      for (const { x, y, before } of placed.points) {
        expect(x >= plot.x && x <= plot.x + plot.width && inside(y) && inside(before)).toBe(true)
      }
      for (const { y } of [...placed.levels, ...placed.ends]) expect(inside(y)).toBe(true)
      const [one, other] = placed.ends
      if (one && other) expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(34 - 1e-6)
    }),
  )
})

it('draws a missing value as a gap and the running period as a line of its own', () => {
  const placed = placeTrend(
    seriesOf([
      { value: 1 },
      { value: 2 },
      {},
      { value: 3 },
      { value: 2, mature: false },
      { value: 1, running: true },
    ]),
    { width: 600, height: 300 },
    'count',
    words,
  )
  const now = placed.lines.filter(({ kind }) => kind !== 'before')
  expect(now.map(({ kind }) => kind)).toEqual(['settled', 'settled', 'unsettled', 'running'])
  expect(placed.ends).toHaveLength(1)
  expect(placed.ends[0]).toMatchObject({ value: '1', hollow: true })
})

it('finds the point under each place of the frame', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 80 }), sizes, (some, size) => {
      const placed = placeTrend(seriesOf(some), size, 'count', words)
      expect(placed.points.map(({ x }) => nearest(placed, x))).toEqual(some.map((_, i) => i))
      expect(nearest(placed, -50)).toBe(0)
      expect(nearest(placed, size.width + 50)).toBe(some.length - 1)
    }),
  )
})

it('begins counts at zero, shares where they lie', () => {
  expect(domainOf([900, 1000], 'count').domain).toEqual([0, 1000])
  expect(domainOf([], 'count').domain).toEqual([0, 4])
  expect(domainOf([1], 'count').ticks).toEqual([0, 1, 2, 3, 4])
  const [low, high] = domainOf([0.912, 0.934], 'rate').domain
  expect(low).toBeGreaterThan(0.8)
  expect(high).toBeLessThanOrEqual(1)
  expect(high - low).toBeGreaterThanOrEqual(0.06)
  expect(domainOf([0.02, 0.3], 'rate').domain[0]).toBe(0)
})

it('has a domain that holds its values, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (thousandths) => {
      const values = thousandths.map((one) => one / 1000)
      for (const format of ['rate', 'score', 'hours', 'count'] as const) {
        const scaled = format === 'score' ? values.map((one) => one * 100) : values
        const { domain, ticks } = domainOf(scaled, format)
        expect(domain[0]).toBeLessThanOrEqual(Math.min(...scaled) + 1e-9)
        expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...scaled) - 1e-9)
        expect(ticks.length).toBeGreaterThan(1)
      }
    }),
  )
})

it('places the cursor, and the stretch from where choosing began, in either direction', () => {
  const some = [{ value: 1 }, { value: 2, compare: 3 }, {}]
  const placed = placeTrend(seriesOf(some), { width: 600, height: 300 }, 'count', words)
  const { plot } = placed
  expect(placeCursor(placed, { at: null, from: null })).toEqual({ line: [], dots: [], stretch: [] })
  expect(placeCursor(placed, { at: 1, from: null }).dots.map(({ key }) => key)).toEqual([
    'before',
    'now',
  ])
  expect(placeCursor(placed, { at: 2, from: 2 })).toMatchObject({
    dots: [{ key: 'now', y: plot.bottom }],
    stretch: [],
  })
  const [there] = placeCursor(placed, { at: 0, from: 2 }).stretch
  expect(there).toEqual(placeCursor(placed, { at: 2, from: 0 }).stretch[0])
  expect(there?.x).toBeCloseTo(plot.x, 6)
  expect(there?.width).toBeCloseTo(plot.width, 6)
})

it('walks along the points and stays among them', () => {
  expect(
    ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageDown'].map((key) => stepAlong(key, 3, 5)),
  ).toEqual([2, 4, 0, 4, 0])
  expect(stepAlong('ArrowRight', 4, 5)).toBe(4)
  expect(stepAlong('Tab', 4, 5)).toBeNull()
})

it('lets rates that have not settled lie at the edge, and says how low they are', () => {
  const rates = [{ value: 0.98 }, { value: 0.97 }, { value: 0.99 }, { value: 0.2, mature: false }]
  const placed = placeTrend(seriesOf(rates), { width: 600, height: 300 }, 'rate', words)
  expect(Number(placed.levels[0]?.text)).toBeGreaterThan(0.9)
  expect(placed.points.at(-1)?.y).toBe(placed.plot.bottom)
  expect(placed.ends[0]).toMatchObject({ value: '↓ 0.2', hollow: true })
  const alone = placeTrend(seriesOf(rates.slice(3)), { width: 600, height: 300 }, 'rate', words)
  expect(alone.ends[0]?.value).toBe('0.2')
})

it('fades what lies before the chosen period up to its first point', () => {
  const some = [{ asked: false }, { asked: false }, { asked: true }, { asked: true }]
  const placed = placeTrend(
    seriesOf(some.map((one) => ({ ...one, value: 1 }))),
    { width: 600, height: 300 },
    'count',
    words,
  )
  expect(placed.lines.map(({ context }) => context)).toEqual([true, false])
  const [first] = placed.start
  expect(first?.x).toBeCloseTo(placed.plot.x + placed.plot.width / 2, 6)
})
