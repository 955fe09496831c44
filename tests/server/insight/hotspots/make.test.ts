import { describe, expect, it } from 'vitest'
import { hotspotsSchema } from '../../../../server/contract/hotspots.ts'
import { HOTSPOT_CLASSES } from '../../../../server/insight/hotspots/classes.ts'
import { makeHotspots } from '../../../../server/insight/hotspots/make.ts'
import { mondayOf, shiftWeeks } from '../../../../server/insight/hotspots/weeks.ts'
import { randomFrom } from '../../../../server/stats/random.ts'
import { poissonCount } from '../../../../server/stats/random-counts.ts'
import type { BoundaryFeature } from '../../../../sql/model/boundaries.ts'
import type { City } from '../../../../sql/model/city.ts'
import type { Series, SeriesCounts, SeriesRequest } from '../../../../sql/model/series.ts'
import { chessboard } from './squares.ts'

const COLUMNS = 8
const { city, areas, outlines } = chessboard(COLUMNS, 8)
/** A Wednesday; the last complete week ends on the 9th. */
const AS_OF = '2026-03-11'
const WEEKS = 52
const CATEGORIES = ['a1', 'a2', 'a3']

interface Plan {
  /** Complaints of a week for 10,000 residents. */
  mean?: (week: number, area: number, category: string) => number
  /** Weeks without anything before the data begin. */
  empty?: number
  through?: string | null
  versions?: number[]
  seed?: number
}

/** Weekly counts of categories a1, a2, a3 and of level 1 their sum, a. */
function readerOf({ mean = () => 2, empty = 0, through, versions = [5], seed = 1 }: Plan) {
  const asked: SeriesRequest[] = []
  const random = randomFrom(seed)
  const fine = CATEGORIES.flatMap((category) =>
    areas.map(({ code, residents }, area): Series => {
      const counts = Array.from({ length: WEEKS }, (_, week) =>
        week < empty
          ? 0
          : poissonCount((mean(week, area, category) * (residents ?? 10_000)) / 10_000, random),
      )
      return { area: code, category, counts }
    }),
  )
  const coarse = areas.map(({ code }): Series => {
    const own = fine.filter(({ area }) => area === code)
    const counts = Array.from({ length: WEEKS }, (_, week) =>
      own.reduce((sum, one) => sum + (one.counts[week] ?? 0), 0),
    )
    return { area: code, category: 'a', counts }
  })
  const stray = { area: 'unknown', category: 'a1', counts: Array<number>(WEEKS).fill(90) }
  const readSeries = async (request: SeriesRequest): Promise<SeriesCounts> => {
    asked.push(request)
    return {
      version: versions[Math.min(asked.length, versions.length) - 1] ?? 0,
      through: through === undefined ? '2026-03-11T07:00:00+08:00' : through,
      series: request.category === 'category1' ? coarse : [...fine, stray],
    }
  }
  return { readSeries, asked }
}

const EXTENT = { points: 9000, west: 116, south: 40, east: 116.2, north: 40.2 }
const HEXAGONS = [...CATEGORIES, 'a'].flatMap((category) =>
  [0, 1, 2, 3].map((q) => ({ category, q, r: 0, recent: 5 + q, before: 80 - q })),
)

function depsOf(plan: Plan, features: BoundaryFeature[] = outlines) {
  const { readSeries, asked } = readerOf(plan)
  const readBoundaries = async () => ({
    ...{ city: 'board', level: 'subdistrict' as const, schematic: false },
    collection: { type: 'FeatureCollection' as const, features },
  })
  const points = { readExtent: async () => EXTENT, readHexagons: async () => HEXAGONS }
  return { deps: { readSeries, readBoundaries, ...points }, asked }
}

const make = async (
  plan: Plan,
  { of = city, features = outlines }: { of?: City; features?: BoundaryFeature[] } = {},
) => {
  const document = await makeHotspots(of, AS_OF, depsOf(plan, features).deps)
  // JSON has no NaN: it would become null, and a number that must be there would be refused.
  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  expect(hotspotsSchema.safeParse(document).error).toBeUndefined()
  return document
}

const reasonsOf = ({ reasons }: { reasons: { part: string; reason: { en: string } }[] }) =>
  [...new Set(reasons.map(({ part, reason }) => `${part}: ${reason.en}`))].sort()

/** One area after the other, from a corner of the middle on; they begin in weeks 49, 50, 51. */
const SPREADING = [27, 28, 35]
const spreading = (week: number, area: number, category: string): number => {
  const step = SPREADING.indexOf(area)
  return category === 'a2' && step >= 0 && week >= 49 + step ? 12 : 2
}

describe('a hot spot that spreads from area to area', () => {
  it('is called new or consecutive where it is, and found by the scan', async () => {
    const document = await make({ mean: spreading })
    expect(document).toMatchObject({
      ...{ city: 'board', asOf: AS_OF, version: 5, through: '2026-03-11T07:00:00+08:00' },
      weeks: { from: '2025-03-10', to: '2026-03-09' },
      adjacency: { method: 'boundaries', schematic: false },
      basis: 'residents',
    })
    expect(document.categories.map(({ category, level }) => [category, level])).toEqual([
      ['a', 1],
      ['a1', 2],
      ['a2', 2],
      ['a3', 2],
    ])
    const own = document.categories[2]
    const classes = new Map(own?.areas.map((one) => [one.area, one.class]))
    const codes = SPREADING.map((area) => areas[area]?.code ?? '')
    for (const code of codes) expect(['new', 'consecutive']).toContain(classes.get(code))
    expect(classes.get(codes[0] ?? '')).toBe('consecutive')
    expect(own?.scan).toHaveLength(1)
    expect(own?.scan[0]?.areas).toEqual(expect.arrayContaining(codes.slice(0, 2)))
    expect(own?.scan[0]?.p).toBe(0.001)
    const others = document.categories.filter(
      ({ category }) => category === 'a1' || category === 'a3',
    )
    expect(others.flatMap((one) => one.areas).length).toBeLessThanOrEqual(1)
    expect(others.flatMap(({ scan }) => scan)).toEqual([])
    expect(document.reasons).toEqual([])
  })

  it('can be followed to its Questions', async () => {
    const plan = { mean: spreading }
    const document = await make(plan)
    const { readSeries } = readerOf(plan)
    const { series } = await readSeries({
      ...{ city: 'board', area: 'subdistrict', category: 'category2', step: 7 },
      ...{ from: '2025-03-10', to: '2026-03-09' },
    })
    const countsOf = (code: string) =>
      series.find(({ area, category }) => area === code && category === 'a2')?.counts ?? []
    const own = document.categories[2]
    const [area] = own?.areas ?? []
    expect(area?.counts).toEqual(countsOf(area?.area ?? '').slice(-8))
    expect(area?.question).toEqual({
      ...{ city: 'board', measures: ['complaints'], grain: 'week' },
      ...{ from: '2025-03-10', to: '2026-03-09' },
      where: [
        { dimension: 'category2', in: ['a2'] },
        { dimension: 'subdistrict', in: [area?.area] },
      ],
    })
    const [cluster] = own?.scan ?? []
    const sum = (cluster?.areas ?? [])
      .flatMap((code) => countsOf(code).slice(-(cluster?.weeks ?? 0)))
      .reduce((a, b) => a + b, 0)
    expect(cluster?.observed).toBe(sum)
    expect(cluster?.begin).toBe(shiftWeeks('2026-03-09', -(cluster?.weeks ?? 0)))
    expect(cluster?.question).toMatchObject({ from: cluster?.begin, by: ['subdistrict'] })
    const first = areas.find(({ code }) => code === cluster?.areas[0])
    expect(cluster?.centre).toEqual({ lon: first?.lon, lat: first?.lat })
  })

  it('is the same document for the same data', async () => {
    const one = await make({ mean: spreading })
    expect(await make({ mean: spreading })).toEqual(one)
  })
})

describe('where there is nothing', () => {
  it('nearly nothing is found', async () => {
    let [spots, clusters, judged] = [0, 0, 0]
    for (let seed = 1; seed <= 12; seed++) {
      const { categories } = await make({ seed: 50 + seed, mean: () => 1 })
      for (const { level, areas: found, scan } of categories) {
        if (level === 1) continue
        judged += areas.length
        spots += found.length
        clusters += scan.length
      }
    }
    expect(judged).toBe(12 * 3 * 64)
    expect(spots).toBeLessThanOrEqual(judged / 500)
    expect(clusters).toBeLessThanOrEqual(1)
  })

  it('a season that comes everywhere is no hot spot', async () => {
    const { categories } = await make({ mean: (week) => (week > 45 ? 12 : 1), seed: 3 })
    expect(categories.flatMap(({ scan }) => scan)).toEqual([])
    const found = categories.flatMap(({ areas: spots }) => spots)
    expect(found.length).toBeLessThanOrEqual(2)
  })
})

describe('a lasting hot spot', () => {
  it('has its class by its course', async () => {
    const high = [0, 1, COLUMNS, COLUMNS + 1]
    const { categories } = await make({
      mean: (week, area, category) => {
        if (!high.includes(area)) return 3
        if (category === 'a1') return 12
        return category === 'a2' ? 8 + week / 3 : week < 50 ? 14 : 0
      },
    })
    const classOf = (category: string) =>
      categories
        .find((one) => one.category === category)
        ?.areas.find(({ area }) => area === areas[0]?.code)?.class
    expect(['a1', 'a2', 'a3'].map(classOf)).toEqual(['persistent', 'intensifying', 'historical'])
    for (const { areas: spots } of categories) {
      for (const spot of spots) expect(HOTSPOT_CLASSES).toContain(spot.class)
    }
  })
})

describe('what cannot be said', () => {
  it('has a reason where weeks are few, or none are known', async () => {
    const few = await make({ empty: WEEKS - 9 })
    expect(few).toMatchObject({ weeks: null, categories: [] })
    expect(reasonsOf(few)).toEqual(['all: There are fewer than ten complete weeks of data.'])
    const enough = await make({ empty: WEEKS - 10 })
    expect(enough.weeks).toEqual({ from: '2025-12-29', to: '2026-03-09' })
    expect(enough.categories).toHaveLength(4)
    expect(reasonsOf(await make({ through: null }))).toEqual(['all: No data are loaded yet.'])
  })

  it('leaves out weeks that the data do not reach the end of', async () => {
    const { weeks } = await make({ through: '2026-03-04T12:00:00+08:00' })
    expect(weeks).toEqual({ from: '2025-03-10', to: '2026-03-02' })
    expect((await make({ through: '2026-03-08T23:10:00+08:00' })).weeks?.to).toBe('2026-03-09')
    expect((await make({ through: '2024-01-01T00:00:00+08:00' })).weeks).toBeNull()
  })

  it('has a reason where all is zero', async () => {
    const document = await make({ mean: (_w, _a, category) => (category === 'a1' ? 2 : 0) })
    expect(document.categories.find(({ category }) => category === 'a3')).toMatchObject({
      ...{ complaints: 0, areas: [], scan: [] },
    })
    expect(reasonsOf(document)).toEqual([
      'classes: There is less than one complaint a week on average.',
      'scan: There is less than one complaint a week on average.',
    ])
    expect((await make({ mean: () => 0 })).weeks).toBeNull()
  })

  it('has a reason where nothing says where the areas are', async () => {
    const nowhere = {
      ...city,
      areas: areas.map((area) => ({
        ...area,
        parent: null,
        lon: null,
        lat: null,
        residents: null,
      })),
    }
    const document = await make({}, { of: nowhere, features: [] })
    expect(document.adjacency.method).toBeNull()
    expect(document.basis).toBe('areas')
    expect(reasonsOf(document)).toEqual([
      expect.stringMatching(/^classes: The city pack has no boundaries/),
      'scan: Fewer than three subdistricts have a known centre.',
    ])
    const drawn = await make({}, { of: nowhere })
    expect(drawn.adjacency.method).toBe('boundaries')
    expect(drawn.reasons).toEqual([])
  })

  it('names the areas that cannot be judged, and judges the others', async () => {
    const some = {
      ...city,
      areas: areas.map((area, at) => ({ ...area, residents: at === 3 ? null : area.residents })),
    }
    const document = await make({ mean: spreading }, { of: some, features: outlines.slice(1) })
    expect(document.reasons.map(({ area, reason }) => [area, reason.en.slice(0, 12)])).toEqual([
      [areas[0]?.code, 'No neighbour'],
      [areas[3]?.code, 'The number o'],
    ])
    expect(document.categories[2]?.areas.length).toBeGreaterThan(1)
  })

  it('is all where there is one area, or no area', async () => {
    for (const few of [[], areas.slice(0, 1), areas.slice(0, 2)]) {
      const document = await make(
        {},
        { of: { ...city, areas: few, lists: { ...city.lists, areas: 'closed' } } },
      )
      expect(reasonsOf(document)).toEqual([
        'all: There are fewer than three subdistricts to compare.',
      ])
    }
  })

  it('does not fail where counts are constant', async () => {
    const same = await makeHotspots(city, AS_OF, {
      ...depsOf({}).deps,
      readSeries: async (request) => ({
        ...{ from: request.from, to: request.to, version: 1, through: '2026-03-11T07:00:00+08:00' },
        series: areas.map(({ code, residents }) => ({
          ...{ area: code, category: 'a' },
          counts: Array<number>(WEEKS).fill((residents ?? 0) / 1_000),
        })),
      }),
    })
    expect(same.categories.flatMap((one) => [...one.areas, ...one.scan])).toEqual([])
  })
})

describe('the data', () => {
  it('are those of the 52 weeks before the day, of both levels', async () => {
    const { deps, asked } = depsOf({})
    await makeHotspots(city, AS_OF, deps)
    const [first, second] = asked
    expect(asked).toHaveLength(2)
    expect(first).toEqual({
      ...{ city: 'board', area: 'subdistrict', category: 'category1' },
      ...{ from: '2025-03-10', to: '2026-03-09', step: 7 },
    })
    expect(second).toEqual({ ...first, category: 'category2' })
    expect(mondayOf(first?.from ?? '')).toBe(first?.from)
  })

  it('are read again where a load comes between, and given up at last', async () => {
    const { deps, asked } = depsOf({ versions: [5, 6, 6, 6] })
    expect((await makeHotspots(city, AS_OF, deps)).version).toBe(6)
    expect(asked).toHaveLength(4)
    const restless = depsOf({ versions: [1, 2, 3, 4, 5, 6] }).deps
    await expect(makeHotspots(city, AS_OF, restless)).rejects.toThrow(/change while they are read/)
  })

  it('are of a day that there is', async () => {
    await expect(makeHotspots(city, '2026-02-30', depsOf({}).deps)).rejects.toThrow(RangeError)
  })
})
