import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomFrom } from '../../../server/stats/random.ts'
import type { Extent, HexagonGrid, HexagonsRequest } from '../../../sql/model/hexagons.ts'
import { EVERYTHING, type Scope } from '../../../sql/model/scope.ts'
import { readExtent, readHexagons } from '../../../sql/node/hexagons.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { sampleCity } from './sample-city.ts'
import { makeComplaints } from './sample-complaints.ts'
import { sampleWarehouse } from './sample-warehouse.ts'

const GRID: HexagonGrid = { lon: -71.1, lat: 42.3, across: 0.012, up: 0.0078 }
const WITHIN: Extent = { west: -71.2, south: 42.2, east: -71, north: 42.4 }
const PERIOD = { city: 'sample', from: '2020-03-02', to: '2021-02-15' }
const REQUEST: HexagonsRequest = { ...PERIOD, since: '2021-01-18', grid: GRID, within: WITHIN }

const random = randomFrom(5)
/** One in ten has no coordinates, one only half of them, and one lies far away. */
const complaints = makeComplaints(4000, 11).map((one) => {
  const kind = Math.floor(10 * random())
  const lon = kind === 2 ? 0 : WITHIN.west + 0.2 * random()
  const lat = WITHIN.south + 0.2 * random()
  return { ...one, lon: kind === 0 ? null : lon, lat: kind < 2 ? null : lat }
})
type Placed = (typeof complaints)[number] & { lon: number; lat: number }

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await sampleWarehouse('hexagons', complaints)
})
afterAll(() => warehouse?.close())

const localDay = (seconds: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: sampleCity.timeZone }).format(seconds * 1000)

const isIn = ({ west, south, east, north }: Extent, { lon, lat }: Placed): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north

const placed = complaints.filter((one): one is Placed => {
  const day = localDay(one.received)
  return one.lon !== null && one.lat !== null && day >= PERIOD.from && day < PERIOD.to
})

/** The hexagon whose middle is nearest, of all about: no arithmetic in common with the SQL. */
function nearest({ lon, lat }: Placed): string {
  const scale = (GRID.across * Math.sqrt(3)) / 2 / GRID.up
  let best = { key: '', far: Number.POSITIVE_INFINITY }
  for (let r = -20; r <= 20; r++) {
    for (let q = -40; q <= 40; q++) {
      const x = GRID.lon + GRID.across * (q + r / 2) - lon
      const y = (GRID.lat + GRID.up * r - lat) * scale
      if (Math.hypot(x, y) < best.far) best = { key: `${q},${r}`, far: Math.hypot(x, y) }
    }
  }
  return best.key
}

/** The code that counts for a category at the end. */
const heldBy = (code: string): string => {
  const known = sampleCity.categories.find((one) => one.code === code && one.level === 1)
  return known?.to && known.successor && known.to <= PERIOD.to ? heldBy(known.successor) : code
}

function countThem(chosen: readonly Placed[]): Record<string, [recent: number, before: number]> {
  const counts: Record<string, [number, number]> = {}
  for (const one of chosen) {
    const key = `${heldBy(one.category1)} ${nearest(one)}`
    counts[key] ??= [0, 0]
    counts[key][localDay(one.received) >= REQUEST.since ? 0 : 1]++
  }
  return counts
}

const read = async (scope: Scope) =>
  Object.fromEntries(
    (await readHexagons(warehouse, REQUEST, scope)).map(
      ({ category, q, r, recent, before }): [string, [number, number]] => [
        `${category} ${q},${r}`,
        [recent, before],
      ],
    ),
  )

describe('complaints in hexagons', () => {
  it('lie in that whose middle is nearest, each visible one once', async () => {
    const within = placed.filter((one) => isIn(WITHIN, one))
    const counted = await read(EVERYTHING)
    expect(counted).toEqual(countThem(within))
    const [recent, before] = [0, 1].map((at) =>
      Object.values(counted).reduce((sum, counts) => sum + (counts[at] ?? 0), 0),
    )
    expect(recent).toBeGreaterThan(100)
    expect(before).toBeGreaterThan(1000)
    expect((recent ?? 0) + (before ?? 0)).toBe(within.length)
    expect(within.length).toBeLessThan(placed.length)
  })

  it('are those that their reader may see', async () => {
    const scope = { where: [{ dimension: 'district' as const, in: ['north'] }] }
    const own = placed.filter((one) => one.district === 'north' && isIn(WITHIN, one))
    expect(await read(scope)).toEqual(countThem(own))
    expect(own.length).toBeGreaterThan(0)
    const extent = await readExtent(warehouse, PERIOD, scope)
    expect(extent?.points).toBe(placed.filter(({ district }) => district === 'north').length)
  })
})

describe('the extent of complaints', () => {
  it('holds all but the outermost', async () => {
    const extent = await readExtent(warehouse, PERIOD, EVERYTHING)
    expect(extent?.points).toBe(placed.length)
    // One in ten lies at longitude 0: too many to be taken for wrong.
    expect(extent?.east).toBe(0)
    expect(extent?.west).toBeCloseTo(-71.2, 2)
    expect(extent?.south).toBeCloseTo(42.2, 2)
    expect(extent?.north).toBeCloseTo(42.4, 2)
  })

  it('is none where nothing lies anywhere', async () => {
    const nothing = { ...PERIOD, from: '2015-01-01', to: '2015-02-01' }
    expect(await readExtent(warehouse, nothing, EVERYTHING)).toBeNull()
    expect(await readHexagons(warehouse, { ...REQUEST, ...nothing }, EVERYTHING)).toEqual([])
  })
})
