import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { geary } from '../../../server/stats/geary.ts'
import { getisOrd } from '../../../server/stats/getis-ord.ts'
import { localMoran } from '../../../server/stats/local-moran.ts'
import { moran } from '../../../server/stats/moran.ts'
import {
  type Neighbours,
  type WeightStyle,
  weightConstants,
  weightNeighbours,
} from '../../../server/stats/spatial-weights.ts'
import { momentsOf, permutationsOf } from './permutations.ts'

const X = [3, 9, 1, 4, 12, 7]
/** Not symmetric in the weights of style W: the areas have one to three neighbours. */
const NEIGHBOURS: Neighbours = [[1, 2], [0], [0, 3, 4], [2, 4], [2, 3, 5], [4]]
const STYLES: WeightStyle[] = ['B', 'W', 'C', 'U', 'S']

const valuesOf = <T>(of: (x: number[]) => T, x = X): T[] => [...permutationsOf(x)].map(of)

/** Every order of the other values, the value of an area staying where it is. */
const valuesAround = <T>(area: number, of: (x: number[]) => T): T[] =>
  valuesOf((others) => of(others.toSpliced(area, 0, X[area] ?? 0)), X.toSpliced(area, 1))

const close = (actual: number | undefined | null, expected: number) =>
  expect(actual).toBeCloseTo(expected, 9)

describe('spatial weights', () => {
  it('sum to what their style says', () => {
    const total = (style: WeightStyle) => weightConstants(weightNeighbours(NEIGHBOURS, style)).s0
    expect(STYLES.map(total).map((sum) => Math.round(sum * 1e9) / 1e9)).toEqual([12, 6, 6, 1, 6])
  })

  it('give nothing to an area without neighbours, and refuse one that is not there', () => {
    expect(weightNeighbours([[], [2], [1]], 'W').weights).toEqual([[], [1], [1]])
    for (const style of STYLES) {
      const { n, s0 } = weightConstants(weightNeighbours([[], [2], [1]], style))
      expect([n, s0]).toEqual([2, style === 'U' ? 1 : expect.closeTo(2, 12)])
    }
    expect(() => weightNeighbours([[1]], 'B')).toThrow(RangeError)
  })

  it('sum the pairs also where only one knows of the other', () => {
    // (1 + 1)^2 for the pair of both directions, 1 for the other; each pair counted once.
    const { s1, s2 } = weightConstants(weightNeighbours([[1], [0, 2], []], 'B'))
    expect([s1, s2]).toEqual([5, 4 + 9 + 1])
  })
})

describe.each(STYLES)('with weights of style %s', (style) => {
  it('Gi* has the mean and the variance of all orders of the values', () => {
    const orders = valuesOf((x) => getisOrd(x, NEIGHBOURS, 'Gi*', style)?.map(({ g }) => g ?? 0))
    for (const [area, found] of (getisOrd(X, NEIGHBOURS, 'Gi*', style) ?? []).entries()) {
      const { mean, variance } = momentsOf(orders.map((values) => values?.[area] ?? 0))
      close(found.expected, mean)
      close(found.variance, variance)
      close(found.z, ((found.g ?? 0) - mean) / Math.sqrt(variance))
    }
  })

  it('Gi has those of all orders of the other values', () => {
    for (const [area, found] of (getisOrd(X, NEIGHBOURS, 'Gi', style) ?? []).entries()) {
      const of = (x: number[]) => getisOrd(x, NEIGHBOURS, 'Gi', style)?.[area]?.g ?? 0
      const { mean, variance } = momentsOf(valuesAround(area, of))
      close(found.expected, mean)
      close(found.variance, variance)
    }
  })

  it('local Moran has those of all orders, of the others or of all', () => {
    for (const area of X.keys()) {
      const of = (x: number[]) => localMoran(x, NEIGHBOURS, style)?.[area]?.i ?? 0
      const others = momentsOf(valuesAround(area, of))
      close(localMoran(X, NEIGHBOURS, style)?.[area]?.expected, others.mean)
      close(localMoran(X, NEIGHBOURS, style)?.[area]?.variance, others.variance)
      const all = momentsOf(valuesOf(of))
      close(localMoran(X, NEIGHBOURS, style, 'total')?.[area]?.expected, all.mean)
      close(localMoran(X, NEIGHBOURS, style, 'total')?.[area]?.variance, all.variance)
    }
  })

  it('Moran and Geary have those of all orders', () => {
    for (const of of [moran, geary]) {
      const found = of(X, NEIGHBOURS, style)
      const { mean, variance } = momentsOf(valuesOf((x) => of(x, NEIGHBOURS, style)?.value ?? 0))
      close(found?.expected, mean)
      close(found?.variance, variance)
    }
  })
})

describe('local statistics', () => {
  const grid: Neighbours = Array.from({ length: 25 }, (_, at) =>
    [at % 5 > 0 ? at - 1 : -1, at % 5 < 4 ? at + 1 : -1, at - 5, at + 5].filter(
      (place) => place >= 0 && place < 25,
    ),
  )

  it('agree: local Moran is Gi with the sign of the area itself', () => {
    const counts = fc.array(fc.nat(30), { minLength: 25, maxLength: 25 })
    fc.assert(
      fc.property(counts, (x) => {
        const g = getisOrd(x, grid, 'Gi', 'W') ?? []
        const mean = x.reduce((sum, value) => sum + value, 0) / x.length
        for (const [area, { z }] of (localMoran(x, grid) ?? []).entries()) {
          const own = (x[area] ?? 0) - mean
          if (Math.abs(own) > 1e-9) close(z, Math.sign(own) * (g[area]?.z ?? Number.NaN))
        }
      }),
    )
  })

  it('see a hot block, and name the quadrants', () => {
    const x = grid.map((_, at) => ([6, 7, 11, 12].includes(at) ? 20 : 1 + (at % 3)))
    expect(getisOrd(x, grid)?.[6]?.pGreater).toBeLessThan(0.01)
    expect(getisOrd(x, grid)?.[24]?.z).toBeLessThan(0)
    const quadrants = localMoran(x, grid)?.map(({ quadrant }) => quadrant)
    expect([quadrants?.[6], quadrants?.[24], quadrants?.[5]]).toEqual([
      ...['High-High', 'Low-Low', 'Low-High'],
    ])
    expect(moran(x, grid)?.pTwoSided).toBeLessThan(0.01)
    expect(geary(x, grid)?.z).toBeGreaterThan(2)
  })

  it('have no z where nothing could vary', () => {
    const islands: Neighbours = [[], [2], [1], [0, 1, 2]]
    const x = [5, 1, 2, 3]
    expect(localMoran(x, islands)?.[0]).toMatchObject({ i: 0, variance: 0, z: null })
    expect(getisOrd(x, islands, 'Gi')?.[0]).toMatchObject({ g: 0, z: null, pGreater: null })
    // The last has all others as neighbours.
    expect(localMoran(x, islands)?.[3]?.z).toBeNull()
    expect(getisOrd(x, islands, 'Gi', 'W')?.[3]?.z).toBeNull()
    // Only one differs: without it nothing varies.
    expect(getisOrd([0.1, 0.1, 0.1, 7], islands, 'Gi')?.[3]?.z).toBeNull()
    expect(getisOrd([0, 0, 0, 7], islands, 'Gi')?.[3]?.g).toBeNull()
  })

  it.each([
    ['constant values', [0.1, 0.1, 0.1, 0.1], [[1], [0], [3], [2]]],
    ['zeros', [0, 0, 0, 0], [[1], [0], [3], [2]]],
    ['nothing', [], []],
    ['two areas', [1, 2], [[1], [0]]],
  ])('are null for %s', (_, x, neighbours) => {
    for (const of of [getisOrd, localMoran, moran, geary]) expect(of(x, neighbours)).toBeNull()
  })

  it('are null for Moran and Geary where nobody has neighbours', () => {
    const none = [[], [], [], []]
    for (const of of [moran, geary]) expect(of([1, 2, 3, 4], none)).toBeNull()
    expect(getisOrd([1, 2, 3, 4], none)?.every(({ z }) => z !== null)).toBe(true)
  })

  it('refuse what is no value of each area', () => {
    for (const of of [getisOrd, localMoran, moran, geary]) {
      expect(() => of([1, Number.NaN, 2], [[1], [0], [1]])).toThrow(RangeError)
      expect(() => of([1, 2], [[1], [0], [1]])).toThrow(RangeError)
    }
  })
})
