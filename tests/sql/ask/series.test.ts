import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import type { SeriesRequest } from '../../../sql/model/series.ts'
import { type Ask, createAsk } from '../../../sql/node/ask.ts'
import { readSeries } from '../../../sql/node/series.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { AREA_REFORM, sampleCity } from './sample-city.ts'
import { makeComplaints } from './sample-complaints.ts'
import { sampleWarehouse } from './sample-warehouse.ts'

let warehouse: Warehouse
let ask: Ask
beforeAll(async () => {
  warehouse = await sampleWarehouse('series', makeComplaints(4000, 11))
  ask = createAsk(warehouse)
})
afterAll(() => warehouse?.close())

const DAY_MS = 86_400_000

/** The code that holds on a day in place of one that was replaced until then. */
function codeOn(code: string, day: string): string {
  const known = [...sampleCity.areas, ...sampleCity.categories].find((one) => one.code === code)
  return known?.to && known.successor && known.to <= day ? codeOn(known.successor, day) : code
}

/** The same counts, by a Question of single days. */
async function askFor(request: SeriesRequest): Promise<Record<string, number[]>> {
  const { city, area, category, from, to, step, least = [] } = request
  const by = [area, category].filter((id): id is DimensionId & typeof id =>
    Boolean(id !== 'city' && id !== 'all'),
  )
  const answer = await ask(
    { city, measures: ['complaints'], by, grain: 'day', from, to },
    EVERYTHING,
  )
  const periods = (Date.parse(to) - Date.parse(from)) / DAY_MS / step
  const series: Record<string, number[]> = {}
  for (const row of answer.rows) {
    const code = (id: string) => (id in row ? codeOn(String(row[id]), to) : '')
    const name = `${code(area)}|${code(category)}`
    series[name] ??= Array(periods).fill(0)
    const period = Math.floor((Date.parse(String(row.period)) - Date.parse(from)) / DAY_MS / step)
    series[name][period] = (series[name][period] ?? 0) + Number(row.complaints)
  }
  const isTold = (counts: number[]) =>
    least.length === 0 ||
    least.some((one) => counts.slice(-one.periods).reduce((a, b) => a + b, 0) >= one.complaints)
  return Object.fromEntries(Object.entries(series).filter(([, counts]) => isTold(counts)))
}

const nameSeries = async (request: SeriesRequest) =>
  Object.fromEntries(
    (await readSeries(warehouse, request, EVERYTHING)).series.map(({ area, category, counts }) => [
      `${area}|${category}`,
      counts,
    ]),
  )

const AREAS = ['city', 'district', 'subdistrict'] as const
const CATEGORIES = ['all', 'category1', 'category2', 'category3'] as const

describe('a wide read', () => {
  for (const area of AREAS)
    for (const category of CATEGORIES)
      it(`has the counts of the Question, by ${area} and ${category}`, async () => {
        const request = { city: 'sample', area, category, from: '2020-02-03', to: '2021-02-15' }
        const weeks = await nameSeries({ ...request, step: 7 })
        expect(weeks).toEqual(await askFor({ ...request, step: 7 }))
        expect(Object.keys(weeks).length).toBeGreaterThan(area === 'city' ? 0 : 2)
        const least = [
          { complaints: 5, periods: 26 },
          { complaints: 2, periods: 3 },
        ]
        const days = { ...request, from: '2021-01-20', step: 1, least } as const
        expect(await nameSeries(days)).toEqual(await askFor(days))
      })

  it('counts a code that was replaced for its successor, and before the reform for itself', async () => {
    const read = (to: string) =>
      nameSeries({
        city: 'sample',
        area: 'subdistrict',
        category: 'all',
        from: '2020-01-06',
        to,
        step: 7,
      })
    const before = await read('2020-06-29')
    const after = await read('2020-07-06')
    expect(AREA_REFORM > '2020-06-29' && AREA_REFORM <= '2020-07-06').toBe(true)
    expect(before['old-harbor|']).toBeDefined()
    expect(after['old-harbor|']).toBeUndefined()
    const sum = (name: string) => before[name]?.reduce((a, b) => a + b, 0) ?? 0
    expect(after['harbor|']?.slice(0, -1).reduce((a, b) => a + b, 0)).toBe(
      sum('old-harbor|') + sum('harbor|'),
    )
  })

  it('keeps to what its reader may see', async () => {
    const request: SeriesRequest = {
      city: 'sample',
      area: 'city',
      category: 'category1',
      from: '2020-02-03',
      to: '2021-02-15',
      step: 7,
    }
    const scope = { where: [{ dimension: 'district' as const, in: ['north'] }] }
    const seen = await readSeries(warehouse, request, scope)
    const all = await readSeries(warehouse, { ...request, area: 'district' }, EVERYTHING)
    const north = all.series.filter(({ area }) => area === 'north')
    expect(seen.series.map(({ counts }) => counts)).toEqual(north.map(({ counts }) => counts))
    expect(north.length).toBeGreaterThan(0)
  })

  it('tells the busiest where not all are wanted', async () => {
    const request: SeriesRequest = {
      city: 'sample',
      area: 'subdistrict',
      category: 'category2',
      from: '2020-02-03',
      to: '2021-02-15',
      step: 7,
    }
    const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0)
    const all = Object.values(await nameSeries(request)).map(sum)
    const busiest = Object.values(await nameSeries({ ...request, most: 5 })).map(sum)
    expect(busiest).toEqual(all.sort((a, b) => b - a).slice(0, 5))
  })

  it('refuses an interval that is not of whole periods', async () => {
    const request: SeriesRequest = {
      city: 'sample',
      area: 'city',
      category: 'all',
      from: '2020-02-03',
      to: '2020-02-12',
      step: 7,
    }
    await expect(readSeries(warehouse, request, EVERYTHING)).rejects.toThrow(RangeError)
  })
})
