import { describe, expect, it } from 'vitest'
import {
  clustersOf,
  countClasses,
  gapsOf,
  splitSpots,
  weeksOf,
} from '../../../../dashboard/views/hotspots/state.ts'
import { makeCategory, makeCluster, makeSpot } from './make-hotspots.ts'

describe('clusters', () => {
  it('come with those of narrow categories first, then by chance', () => {
    const categories = [
      makeCategory({ category: '02', level: 1, scan: [makeCluster({ p: 0.0001 })] }),
      makeCategory({ category: '0201', scan: [makeCluster({ p: 0.01 })] }),
      makeCategory({
        category: '0301',
        scan: [makeCluster({ pPast: null }), makeCluster({ pPast: 0.00001 })],
      }),
    ]
    expect(
      clustersOf({ categories }).map(({ category, p, pPast }) => [category, p, pPast]),
    ).toEqual([
      ['0301', 0.001, 0.00001],
      ['0301', 0.001, null],
      ['0201', 0.01, 0.0001],
      ['02', 0.0001, 0.0001],
    ])
  })
})

describe('hot spots', () => {
  const categories = [
    makeCategory({ category: '02', level: 1, areas: [makeSpot({ zNow: 9 })] }),
    makeCategory({
      areas: [
        makeSpot({ area: 'a', class: 'consecutive', zNow: 8 }),
        makeSpot({ area: 'b', zNow: null }),
        makeSpot({ area: 'c', zNow: 4 }),
        makeSpot({ area: 'd', class: 'historical' }),
        makeSpot({ area: 'e', class: 'sporadic' }),
      ],
    }),
  ]

  it('that rise come by class and heat, broad categories apart; all others are counted', () => {
    const { rising, others } = splitSpots({ categories })
    expect(rising.narrow.map(({ area }) => area)).toEqual(['c', 'b', 'a'])
    expect(rising.broad.map(({ category }) => category)).toEqual(['02'])
    expect(others.narrow.map(({ area }) => area)).toEqual(['e', 'd'])
    expect(countClasses(rising)).toEqual([
      { class: 'new', count: 3 },
      { class: 'consecutive', count: 1 },
    ])
    expect(countClasses(others).map(({ class: one }) => one)).toEqual(['sporadic', 'historical'])
  })
})

it('counts the judged weeks', () => {
  expect(weeksOf({ weeks: { from: '2023-09-25', to: '2024-09-23' } })).toBe(52)
  expect(weeksOf({ weeks: null })).toBe(0)
})

it('tells reasons of the whole from those of a part, and counts these', () => {
  const few = { en: 'Too few.', zh: '过少。' }
  const noData = { en: 'No data.', zh: '没有数据。' }
  const part = 'scan' as const
  const reasons = [
    { part, category: '0201', area: null, reason: few },
    { part, category: '0202', area: null, reason: few },
    { part: 'all' as const, category: null, area: null, reason: noData },
    { part, category: null, area: null, reason: few },
  ]
  expect(gapsOf({ reasons })).toEqual({
    whole: { all: [noData], classes: [], scan: [few], hexagons: [] },
    some: [{ reason: few, count: 2 }],
  })
})
