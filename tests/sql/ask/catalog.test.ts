import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCatalog, whyUnavailable } from '../../../sql/node/catalog.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { openRiver } from '../../support/open-river.ts'
import { RIVER_CITY } from '../../support/river-city.ts'
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
  expect(mill).toEqual({
    code: 'mill',
    names: { en: 'mill', zh: 'mill' },
    parent: 'north',
    successor: null,
  })
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

test('what a source could tell counts once it has sent something', async () => {
  const river = await openRiver('catalog_river')
  const other = { ...RIVER_CITY.city.sources[0]!, id: 'survey', tells: ['satisfied' as const] }
  const pack = { ...RIVER_CITY.city, sources: [...RIVER_CITY.city.sources, other] }
  await river.warehouse.client.insert({
    table: 'cities',
    values: [
      { city: 'river', published_at: '2100-01-01', hash: 'two', pack: JSON.stringify(pack) },
    ],
    format: 'JSONEachRow',
  })
  const available = async () => {
    const { measures } = await readCatalog(river.warehouse, 'river')
    return measures.find(({ id }) => id === 'satisfactionRate')?.available
  }
  expect(await available()).toBe(true)
  const row = { id: 'a', updated: '2026-03-01 10:00:00', received: '2026-02-01 10:00:00' }
  const rest = { closed: '', category: 'k', district: 'd', title: '' }
  await river.load(await river.write([{ ...row, ...rest }]))
  expect(await available()).toBe(false)
  await river.close()
})
