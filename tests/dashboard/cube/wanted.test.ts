import { describe, expect, it } from 'vitest'
import { MOST_ROWS, wantedCubes } from '../../../dashboard/cube/wanted.ts'
import { DEFAULTS, type View } from '../../../dashboard/state/view-url.ts'
import type { Catalog } from '../../../server/contract/catalog.ts'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import { MEASURES, type MeasureId } from '../../../sql/model/measures.ts'

const names = { en: '', zh: '' }

const dimension = (id: DimensionId, codes: string[], parentOf = (_code: string) => '') => ({
  id,
  names,
  members: codes.map((code) => ({ code, names, parent: parentOf(code) || null, successor: null })),
})

const codes = (count: number, prefix = '') =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`)

/** Ten subdistricts or subcategories below each district or category. */
const cityOf = (districts: number, categories: number): Catalog => ({
  city: 'harbour',
  names,
  version: 1,
  grains: [],
  measures: Object.entries(MEASURES).map(([id, measure]) => ({
    ...measure,
    id: id as MeasureId,
    description: names,
    available: id !== 'satisfactionRate',
    why: null,
  })),
  dimensions: [
    dimension('district', codes(districts, 'd')),
    dimension(
      'subdistrict',
      codes(districts * 10, 's'),
      (code) => `d${Math.floor(Number(code.slice(1)) / 10)}`,
    ),
    dimension('category1', codes(categories, 'c')),
    dimension(
      'category2',
      codes(categories * 10, 'k'),
      (code) => `c${Math.floor(Number(code.slice(1)) / 10)}`,
    ),
  ],
})

const month = { from: '2026-02-01', to: '2026-03-03' }
const year = { from: '2025-03-03', to: '2026-03-03' }
const wanted = (view: Partial<View>, range = month, city = cityOf(16, 17)) =>
  wantedCubes({ ...DEFAULTS, city: 'harbour', ...view }, range, city)

describe('the cubes that the page wants', () => {
  it('are by the axes of the matrix and by what the bars rank, with the period before', () => {
    const cubes = wanted({})
    expect(cubes.map(({ by }) => by)).toEqual([['district', 'category1'], ['category2']])
    for (const { from, to, grain } of cubes) {
      expect({ from, to, grain }).toEqual({ from: '2026-01-02', to: '2026-03-03', grain: 'day' })
    }
  })

  it('are of the measures that add up and are told, the shown one among them', () => {
    const [first] = wanted({ measure: 'repeatRate' })
    expect(first?.measures).toEqual([
      ...['complaints', 'responseRate', 'resolutionRate', 'onTimeRate', 'overdueComplaints'],
      'repeatRate',
    ])
    const [second] = wanted({ measure: 'hoursToClose' })
    expect(second?.measures).not.toContain('hoursToClose')
  })

  it('go one level down within a chosen member, and ask for nothing twice', () => {
    const where = [
      { dimension: 'district' as const, in: ['d1'] },
      { dimension: 'category1' as const, in: ['c1'] },
    ]
    expect(wanted({ where }).map(({ by }) => by)).toEqual([['subdistrict', 'category2']])
    expect(wanted({ bars: 'issue' }).map(({ by }) => by)).toEqual([['district', 'category1']])
  })

  it('are as coarse as the trend where days would be too many rows', () => {
    const [axes] = wanted({}, year)
    expect(axes?.grain).toBe('week')
    expect(new Date(axes?.from ?? '').getUTCDay()).toBe(1)
    expect(new Date(axes?.to ?? '').getUTCDay()).toBe(1)
  })

  it('are left out where even that would be too much', () => {
    expect(wanted({}, month, cityOf(100, 100)).map(({ by }) => by)).toEqual([['category2']])
    const [only] = wanted({ bars: 'district' }, month, cityOf(100, 100))
    expect(only?.by).toEqual(['district'])
    expect(100 * 100 * 30).toBeGreaterThan(MOST_ROWS)
  })

  it('leave out the period before where there is room for the period alone', () => {
    const [axes] = wanted({}, month, cityOf(40, 40))
    expect(axes).toMatchObject({ grain: 'day', from: '2026-02-01' })
  })
})
