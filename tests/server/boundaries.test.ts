import { geoArea } from 'd3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publishPack } from '../../etl/cities/pack.ts'
import type { Boundaries, Position } from '../../sql/model/boundaries.ts'
import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { CITY, makePack, type PackFiles } from '../etl/cities/make-pack.ts'
import { send } from '../support/send.ts'
import { serve, type TestServer } from '../support/server.ts'
import { testWarehouse } from '../support/warehouse.ts'

/** Counterclockwise, as RFC 7946 has it. */
const square = (west: number): Position[] => [
  [west, 40],
  [west + 1, 40],
  [west + 1, 41],
  [west, 41],
  [west, 40],
]
const feature = (code: string, ring: Position[]) => ({
  type: 'Feature',
  properties: { code, name: 'left out' },
  geometry: { type: 'Polygon', coordinates: [ring] },
})
const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })

const AREAS = `code,parent,level,name_en,lon,lat
W,,district,West,,
E,,district,East,,
W1,W,subdistrict,First,10.2,40.5
W2,W,subdistrict,Second,10.8,40.5
E1,E,subdistrict,Third,,`

const OUTLINES: PackFiles = {
  'city.json': { ...CITY, lists: { areas: 'closed' } },
  'areas.csv': AREAS,
  'boundaries/district.geojson': collection(feature('W', square(10)), feature('E', square(11))),
}

let warehouse: Warehouse
let server: TestServer
beforeAll(async () => {
  warehouse = await testWarehouse('boundaries')
  await publishPack(warehouse, await makePack(OUTLINES))
  server = await serve(warehouse)
})
afterAll(async () => {
  await server.close()
  await warehouse.close()
})

const get = (query: string, headers: Record<string, string> = {}) =>
  send(`${server.url}/api/boundaries?city=lakeview&${query}`, { headers })
async function read(query: string) {
  const reply = await get(query)
  expect(reply.status).toBe(200)
  const body: unknown = reply.json()
  expect(body).toMatchObject({ city: 'lakeview', collection: { type: 'FeatureCollection' } })
  return body as Boundaries
}
const codesOf = ({ collection: { features } }: Boundaries) =>
  features.map(({ properties }) => properties.code).sort()

it('gives the outlines of the pack, turned as d3-geo takes them', async () => {
  const body = await read('level=district')
  expect(body.schematic).toBe(false)
  expect(codesOf(body)).toEqual(['E', 'W'])
  for (const outline of body.collection.features) {
    expect(Object.keys(outline.properties)).toEqual(['code'])
    expect(geoArea(outline)).toBeLessThan(2 * Math.PI)
  }
})

it('gives schematic cells where the pack has no boundaries of subdistricts', async () => {
  const body = await read('level=subdistrict')
  expect(body.schematic).toBe(true)
  expect(codesOf(body)).toEqual(['E1', 'W1', 'W2'])
  for (const cell of body.collection.features) {
    expect(cell.properties.schematic).toBe(true)
    expect(geoArea(cell)).toBeLessThan(2 * Math.PI)
  }
  expect(codesOf(await read('level=subdistrict&within=W'))).toEqual(['W1', 'W2'])
})

it('need not be fetched again while they are the same', async () => {
  const first = await get('level=subdistrict')
  const tag = String(first.headers.etag)
  expect(first.headers['cache-control']).toBe('no-cache')
  expect(tag).toMatch(/^W\/"/)
  expect((await get('level=subdistrict', { 'if-none-match': tag })).status).toBe(304)
  expect((await get('level=subdistrict&within=W', { 'if-none-match': tag })).status).toBe(200)
})

it.each([
  ['level=borough', /level cannot be "borough"/, ['district', 'subdistrict']],
  ['within=W', /level is missing/, ['district', 'subdistrict']],
  ['level=subdistrict&within=N', /no district "N" in Lakeview/, ['W', 'E']],
  ['level=district&within=W', /goes with level subdistrict/, ['subdistrict']],
  ['level=district&in=W', /Unknown field "in"/, ['city', 'level', 'within']],
])('refuses %s', async (query, detail, allowed) => {
  const response = await get(query)
  expect(response.status).toBe(400)
  expect(response.json()).toMatchObject({ detail: expect.stringMatching(detail), allowed })
})

it('refuses a city that is not there', async () => {
  const response = await send(`${server.url}/api/boundaries?city=nowhere&level=district`)
  expect(response.status).toBe(400)
  expect(response.json().allowed).toEqual(['lakeview'])
})

it('are published once, and anew when the pack has others', async () => {
  const countRows = async () =>
    (await select<{ n: number }>(warehouse, 'SELECT count() AS n FROM boundaries'))[0]?.n
  const before = await countRows()
  await publishPack(warehouse, await makePack(OUTLINES))
  expect(await countRows()).toBe(before)

  const real = {
    ...OUTLINES,
    'boundaries/subdistrict.geojson': collection(feature('W1', square(10))),
  }
  await publishPack(warehouse, await makePack(real))
  const given = await read('level=subdistrict')
  expect(given.schematic).toBe(false)
  expect(codesOf(given)).toEqual(['W1'])

  await publishPack(warehouse, await makePack({ 'city.json': CITY }))
  expect(codesOf(await read('level=district'))).toEqual([])
  expect(await read('level=subdistrict')).toMatchObject({ schematic: false })
})
