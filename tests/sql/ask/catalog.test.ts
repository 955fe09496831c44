import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCatalog, whyUnavailable } from '../../../sql/node/catalog.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { sampleCity } from './sample-city.ts'
import { makeComplaints } from './sample-complaints.ts'
import { sampleWarehouse } from './sample-warehouse.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await sampleWarehouse('catalog', makeComplaints(500, 5))
})
afterAll(() => warehouse?.close())

test('the members of a dimension are those of the pack and those that the data know', async () => {
  const catalog = await readCatalog(warehouse, 'sample')
  const codes = (id: string) =>
    catalog.dimensions.find((one) => one.id === id)?.members.map(({ code }) => code)
  expect(codes('district')).toEqual(['north', 'south', 'east', 'unknown'])
  expect(codes('channel')).toEqual(['phone', 'web', 'unknown'])
  expect(codes('lifeArea')).toEqual(['childcare', 'education', 'housing', 'unknown'])
  expect(codes('issue')).toEqual(['winter', 'nights', 'unknown'])
  const mill = catalog.dimensions
    .find(({ id }) => id === 'subdistrict')
    ?.members.find(({ code }) => code === 'mill')
  expect(mill).toEqual({ code: 'mill', names: { en: 'mill', zh: 'mill' }, parent: 'north' })
  expect(catalog.grains.map(({ id }) => id)).toContain('halfMonth')
  expect(catalog.version).toBe(1)
})

test('a measure has the days that the city gives it', async () => {
  const catalog = await readCatalog(warehouse, 'sample')
  const days = Object.fromEntries(catalog.measures.map((one) => [one.id, one.maturityDays]))
  expect(days).toMatchObject({ satisfactionRate: 3, responseRate: 7, complaints: null })
  expect(catalog.measures.every(({ available }) => available)).toBe(true)
})

test('it says why a measure has no value in a city', () => {
  const flags = { ...sampleCity, sources: sampleCity.sources.filter(({ id }) => id !== 'full') }
  expect(whyUnavailable(flags, 'onTimeRate')).toBeNull()
  expect(whyUnavailable(flags, 'satisfactionRate')?.en).toBe(
    'No source of this city tells whether the requester is satisfied.',
  )
  expect(whyUnavailable(flags, 'overdueComplaints')?.zh).toBe('本市没有数据来源提供办理时限。')
  expect(whyUnavailable({ ...flags, weights: [] }, 'score')?.en).toMatch(/no weights/)
  expect(
    whyUnavailable({ ...flags, residents: null, areas: [] }, 'perThousandResidents'),
  ).not.toBeNull()
})
