import type { HotspotsAnswer } from '../../../../server/contract/hotspots.ts'

type Category = HotspotsAnswer['categories'][number]

const question = {
  city: 'beijing',
  measures: ['complaints'],
  from: '2023-09-25',
  to: '2024-09-23',
} satisfies HotspotsAnswer['categories'][number]['areas'][number]['question']

export const makeSpot = (changes: Partial<Category['areas'][number]> = {}) => ({
  area: '110105001',
  class: 'new' as const,
  zNow: 3,
  weeksHot: 1,
  trend: { tau: 0.1, p: 0.5 },
  counts: [1, 0, 2, 5],
  question,
  ...changes,
})

export const makeCluster = (changes: Partial<Category['scan'][number]> = {}) => ({
  areas: ['110105001'],
  centre: { lon: 116, lat: 40 },
  begin: '2024-08-26',
  weeks: 4,
  observed: 1208,
  expected: 42.4,
  ratio: 28.5,
  p: 0.001,
  pPast: 0.0001,
  question,
  ...changes,
})

export const makeCategory = (changes: Partial<Category>): Category => ({
  category: '0201',
  level: 2,
  complaints: 100,
  areas: [],
  scan: [],
  ...changes,
})
