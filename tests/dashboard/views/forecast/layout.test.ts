import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestPoint, placeFan } from '../../../../dashboard/views/forecast/layout.ts'
import { makeDays, makePoint } from './make-outlook.ts'

const SIZE = { width: 600, height: 240 }
const WORDS = { value: String, tick: (day: string) => day.slice(5) }
const numbersIn = (d: string): number[] => (d.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)

describe('a forecast', () => {
  it('stays in its frame, each band within the wider one, the line within both', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 200, max: 1400 }),
        (expected, width) => {
          const fan = placeFan(makeDays(expected), 'days', { width, height: 240 }, WORDS)
          const within = (d: string) => {
            for (const [place, at] of numbersIn(d).entries()) {
              const [low, high] =
                place % 2 === 0 ? [fan.plot.x, fan.plot.right] : [fan.plot.y, fan.plot.bottom]
              expect(at).toBeGreaterThanOrEqual(low - 0.01)
              expect(at).toBeLessThanOrEqual(high + 0.01)
            }
          }
          for (const { d } of [...fan.bands, ...fan.lines]) within(d)
          const [wide, narrow] = fan.bands.map(({ d }) => numbersIn(d))
          const count = expected.length
          for (let i = 0; i < count; i++) {
            // A band goes along its upper edge and back along its lower one.
            const y = fan.points[i]?.y ?? 0
            expect(wide?.[2 * i + 1]).toBeLessThanOrEqual((narrow?.[2 * i + 1] ?? 0) + 0.01)
            expect(narrow?.[2 * i + 1]).toBeLessThanOrEqual(y + 0.01)
          }
          expect(fan.points).toHaveLength(count)
        },
      ),
      { seed: 11 },
    )
  })

  it('counts from zero up, and names its axes', () => {
    const { levels, times, plot, lines } = placeFan(makeDays([100, 200, 300]), 'days', SIZE, WORDS)
    expect(levels[0]).toMatchObject({ text: '0', y: plot.bottom })
    expect(times.map(({ text }) => text)).toEqual(['09-24', '09-25', '09-26'])
    expect(lines.map(({ key }) => key)).toEqual(['baseline', 'expected'])
  })

  it('leaves out of the baseline what is not known', () => {
    const points = makeDays([100, 200, 300, 400]).map((point, i) =>
      i === 1 ? { ...point, baseline: null } : point,
    )
    const [baseline, expected] = placeFan(points, 'days', SIZE, WORDS).lines
    expect(baseline?.d.match(/M/g)).toHaveLength(2)
    expect(numbersIn(baseline?.d ?? '').length).toBeLessThan(numbersIn(expected?.d ?? '').length)
  })

  it('shades the weekends of days, and none of months', () => {
    const days = placeFan(makeDays(Array(14).fill(5)), 'days', SIZE, WORDS)
    expect(days.weekends.map(({ key }) => key)).toEqual([
      '2024-09-28',
      '2024-09-29',
      '2024-10-05',
      '2024-10-06',
    ])
    const months = [makePoint('2024-09-01', 5), makePoint('2024-10-01', 6)]
    expect(placeFan(months, 'months', SIZE, WORDS).weekends).toEqual([])
  })

  it('needs a point', () => {
    expect(() => placeFan([], 'days', SIZE, WORDS)).toThrow(RangeError)
  })

  it('is read at the nearest point', () => {
    const fan = placeFan(makeDays([1, 2, 3]), 'days', SIZE, WORDS)
    for (const [i, { x }] of fan.points.entries()) expect(nearestPoint(fan, x + 3)).toBe(i)
    expect(nearestPoint(fan, -50)).toBe(0)
    expect(nearestPoint(fan, 5000)).toBe(2)
  })
})
