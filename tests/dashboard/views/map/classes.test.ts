import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  classifyAreas,
  evenLimits,
  quantileLimits,
  roundestBetween,
  type Tone,
  type ValueClass,
} from '../../../../dashboard/views/map/classes.ts'
import { makeArea, makeSeries } from './beijing.ts'

const holds = ({ from, to }: ValueClass, value: number, isLast: boolean): boolean =>
  (from === null || value >= from) && (to === null || value < to || (isLast && value <= to))

const seriesOf = (values: (number | null)[]) =>
  makeSeries(values.map((value, i) => makeArea(`a${i}`, { value })))

describe('the classes of a map', () => {
  it('cover every value, each in the one whose limits hold it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 60 }), (values) => {
        const series = seriesOf(values)
        const { classes, toneOf } = classifyAreas(series, 'value', 0)
        for (const area of series.areas) {
          const at = classes.findIndex(({ tone }) => tone === toneOf(area))
          const own = classes[at]
          expect(own && holds(own, area.value ?? -1, at === classes.length - 1)).toBe(true)
        }
        expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
        expect(classes[0]?.from).toBe(Math.min(...values))
        expect(classes.at(-1)?.to).toBe(Math.max(...values))
      }),
    )
  })

  it('hold about as many areas each, and never split equal values', () => {
    const { classes } = classifyAreas(
      seriesOf(Array.from({ length: 60 }, (_, i) => (i + 1) * 13)),
      'value',
      0,
    )
    expect(classes.length).toBe(6)
    for (const { count } of classes) expect(Math.abs(count - 10)).toBeLessThanOrEqual(2)
    const tied = classifyAreas(seriesOf([...Array(40).fill(5), 6, 7, 8, 9]), 'value', 0)
    expect(tied.classes[0]?.count).toBe(40)
    expect(classifyAreas(seriesOf(Array(16).fill(7)), 'value', 0).classes).toEqual([
      { tone: 'seq-3', from: 7, to: 7, count: 16 },
    ])
  })

  it('have round limits', () => {
    expect(roundestBetween(1234, 1571)).toBe(1500)
    expect(roundestBetween(0.4, 0.46)).toBe(0.46)
    expect(roundestBetween(99, 101)).toBe(100)
    const counts = [1083, 1124, 1172, 1282, 1978, 2080, 3035, 8749]
    expect(quantileLimits(counts, 4)).toEqual([1200, 1900, 3000])
    expect(evenLimits([0.946, 0.976])).toEqual([0.95, 0.96, 0.97])
  })

  it('make dark what needs attention: low values where more is better', () => {
    const rates = makeSeries(
      [0.9, 0.95, 0.99].map((value, i) => makeArea(`a${i}`, { value, n: 100 })),
      { measure: 'onTimeRate' },
    )
    const [low, , high] = rates.areas
    const shade = (tone: Tone) => Number(tone.slice(-1))
    const { toneOf } = classifyAreas(rates, 'value', 1)
    expect(low && high && shade(toneOf(low)) > shade(toneOf(high))).toBe(true)
  })

  it('are not stretched by shares of few cases, nor by differences that nobody sees', () => {
    const rates = [0.9, 0.95, 0.99].map((value, i) => makeArea(`a${i}`, { value, n: 100 }))
    const odd = makeArea('odd', { value: 0.1, n: 2 })
    const limitsOf = (areas: typeof rates) =>
      classifyAreas(makeSeries(areas, { measure: 'onTimeRate' }), 'value', 1)
        .classes.map(({ from }) => from)
        .slice(1)
    expect(limitsOf([...rates, odd])).toEqual(limitsOf(rates))
    const hours = [0.21, 0.22, 0.23, 0.24].map((value, i) => makeArea(`h${i}`, { value }))
    const { classes } = classifyAreas(makeSeries(hours, { measure: 'hoursToClose' }), 'value', -1)
    expect(classes).toHaveLength(1)
  })

  it('tell areas without a value apart', () => {
    const series = seriesOf([1, 2, null])
    const { classes, toneOf } = classifyAreas(series, 'value', 0)
    expect(series.areas.map(toneOf)).toContain('none')
    expect(classes.at(-1)).toEqual({ tone: 'none', from: null, to: null, count: 1 })
  })
})

describe('the classes of change', () => {
  const changed = (changes: (number | null)[], fewBefore = false) =>
    makeSeries(changes.map((change, i) => makeArea(`a${i}`, { change, fewBefore })))

  it('lie evenly on both sides of nought', () => {
    const { classes } = classifyAreas(changed([0.1, -0.2, 0.04]), 'change', 0)
    const scale = classes.map(({ from, to }) => [from, to])
    expect(scale).toHaveLength(7)
    for (const [i, [from, to]] of scale.entries()) {
      const [otherFrom, otherTo] = scale[6 - i] ?? []
      expect([from, to]).toEqual([
        otherTo === null || otherTo === undefined ? null : -otherTo,
        otherFrom === null || otherFrom === undefined ? null : -otherFrom,
      ])
    }
  })

  it('turn red what has become worse, and do not judge few cases', () => {
    const series = changed([0.5, 0, -0.5])
    expect(series.areas.map(classifyAreas(series, 'change', -1).toneOf)).toEqual([
      'more-2',
      'same',
      'less-2',
    ])
    const better = classifyAreas(series, 'change', 1)
    expect(series.areas.map(better.toneOf)).toEqual(['less-2', 'same', 'more-2'])
    const few = changed([0.5, null], true)
    expect(few.areas.map(classifyAreas(few, 'change', 0).toneOf)).toEqual(['few', 'few'])
  })
})
