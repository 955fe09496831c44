import { expect, it } from 'vitest'
import {
  cityOf,
  findPart,
  partsOf,
  type Series,
} from '../../../../dashboard/views/forecast/state.ts'
import { makeOutlook } from './make-outlook.ts'

const makeSeries = (where: Series['where']): Series => ({
  where,
  question: { city: 'beijing', measures: ['complaints'], from: '2022-01-01', to: '2024-09-24' },
  days: makeOutlook(),
  months: makeOutlook(),
})
const CITY = makeSeries({})
const CHAOYANG = makeSeries({ district: '110105' })
const HEATING = makeSeries({ category1: '01' })
const BOTH = makeSeries({ district: '110105', category1: '01' })
const told = { series: [CITY, BOTH, CHAOYANG, HEATING] }

it('tells the city, its districts and its categories apart', () => {
  expect(cityOf(told)).toBe(CITY)
  const { district, category1 } = partsOf(told)
  expect(district).toEqual([{ dimension: 'district', code: '110105', series: CHAOYANG }])
  expect(category1).toEqual([{ dimension: 'category1', code: '01', series: HEATING }])
  expect(cityOf({ series: [HEATING] })).toBeNull()
})

it('finds the part that an address names, and none that is not there', () => {
  expect(findPart(told, { dimension: 'category1', code: '01' })?.series).toBe(HEATING)
  expect(findPart(told, { dimension: 'district', code: '01' })).toBeNull()
  expect(findPart(told, { dimension: 'channel', code: '110105' })).toBeNull()
  expect(findPart(told, null)).toBeNull()
})
