import { afterEach, describe, expect, test } from 'vitest'
import type { Row } from '../../../sql/model/answer.ts'
import type { City } from '../../../sql/model/city.ts'
import type { MeasureId } from '../../../sql/model/measures.ts'
import { sampleCity } from './sample-city.ts'
import { type SmallCity, smallCity, type Written } from './small-city.ts'

/** Each measure on a few complaints whose value can be worked out by hand. */

let city: SmallCity | undefined
afterEach(async () => {
  await city?.close()
  city = undefined
})

const JULY = { from: '2020-07-01', to: '2020-08-01' }
const at = '2020-07-05T12:00:00Z'

async function open(complaints: Written[], pack: City = sampleCity): Promise<SmallCity> {
  city = await smallCity('measures', '2020-12-31T23:00:00Z', complaints, pack)
  return city
}

async function only(measures: MeasureId[], complaints: Written[]): Promise<Row> {
  const { ask } = await open(complaints)
  const answer = await ask({ ...JULY, measures })
  return answer.rows[0] ?? {}
}

describe('open and overdue', () => {
  test('openComplaints counts what is not closed, as known now', async () => {
    const row = await only(
      ['complaints', 'openComplaints'],
      [
        { at },
        { at, closedAt: '2020-12-30T12:00:00Z' },
        { at, source: 'bare', closed: null, has_due: null },
      ],
    )
    expect(row).toEqual({ complaints: 3, openComplaints: 1 })
  })

  test('it is null where no source tells', async () => {
    const row = await only(
      ['openComplaints', 'overdueComplaints', 'backlog'],
      [{ at, source: 'bare', closed: null, has_due: null }],
    )
    expect(row).toEqual({ openComplaints: null, overdueComplaints: null, backlog: null })
  })

  test('overdueComplaints are open with a due time at or before through', async () => {
    const row = await only(
      ['overdueComplaints'],
      [
        { at, dueAt: '2020-12-31T23:00:00Z' },
        { at, dueAt: '2020-12-31T23:00:01Z' },
        { at, dueAt: '2020-07-06T00:00:00Z', closedAt: '2020-07-20T00:00:00Z' },
        { at },
      ],
    )
    expect(row).toEqual({ overdueComplaints: 1 })
  })

  test('backlog is what is open at the end, whenever received', async () => {
    const row = await only(
      ['backlog'],
      [
        { at: '2020-05-05T12:00:00Z' },
        { at: '2020-05-05T12:00:00Z', closedAt: '2020-08-01T04:00:00Z' }, // the end itself: still open
        { at: '2020-05-05T12:00:00Z', closedAt: '2020-08-01T03:59:59Z' },
        { at },
        { at: '2020-08-01T04:00:00Z' },
        { at, source: 'flags' }, // open, but the source never says when it closes
      ],
    )
    expect(row).toEqual({ backlog: 3 })
  })
})

describe('rates', () => {
  test('responseRate is of the dispatched, of all where the source does not tell', async () => {
    const row = await only(
      ['responseRate'],
      [
        { at, dispatched: true, responded: true },
        { at, dispatched: true, responded: false },
        { at, dispatched: false, responded: true },
        { at, dispatched: null, responded: true },
        { at, responded: null },
      ],
    )
    expect(row).toMatchObject({ responseRate: 2 / 3, 'responseRate.n': 3 })
  })

  test('resolutionRate and satisfactionRate leave out what is not known', async () => {
    const row = await only(
      ['resolutionRate', 'satisfactionRate'],
      [{ at, resolved: true, satisfied: false }, { at, resolved: false }, { at }],
    )
    expect(row).toMatchObject({
      resolutionRate: 0.5,
      'resolutionRate.n': 2,
      satisfactionRate: 0,
      'satisfactionRate.n': 1,
    })
  })

  test('onTimeRate is of those with a due time that are closed or were due', async () => {
    const row = await only(
      ['onTimeRate'],
      [
        { at, dueAt: '2020-07-10T00:00:00Z', closedAt: '2020-07-10T00:00:00Z' },
        { at, dueAt: '2020-07-10T00:00:00Z', closedAt: '2020-07-10T00:00:01Z' },
        { at, dueAt: '2021-07-10T00:00:00Z', closedAt: '2020-07-10T00:00:01Z' },
        { at, dueAt: '2020-12-31T23:00:00Z' },
        { at, dueAt: '2021-01-10T00:00:00Z' },
        { at, closedAt: '2020-07-10T00:00:01Z' },
      ],
    )
    expect(row).toMatchObject({ onTimeRate: 0.5, 'onTimeRate.n': 4 })
  })

  test('hoursToClose is the median: of two, their mean', async () => {
    const row = await only(
      ['hoursToClose'],
      [
        { at, closedAt: '2020-07-05T13:00:00Z' },
        { at, closedAt: '2020-07-05T14:00:00Z' },
        { at, closedAt: '2020-07-05T17:00:00Z' },
        { at, closedAt: '2020-07-09T12:00:00Z' },
        { at },
      ],
    )
    expect(row).toMatchObject({ hoursToClose: 3.5, 'hoursToClose.n': 4 })
  })

  test('repeatRate looks 90 days back, at the same requester and subcategory', async () => {
    const noise = { requester_key: 'a', category2: 'noise' }
    const row = await only(
      ['repeatRate'],
      [
        { at: '2020-04-06T12:00:00Z', ...noise }, // exactly 90 days before the first of July's
        { at, ...noise }, // repeated
        { at, ...noise }, // in the same second: repeated by the one in April
        { at: '2020-07-05T12:00:01Z', ...noise, category2: 'lamps' },
        { at: '2020-07-06T12:00:00Z', ...noise, requester_key: 'b' },
        { at: '2020-07-07T12:00:00Z', ...noise, requester_key: '' },
        { at: '2020-07-07T12:00:00Z', ...noise, requester_key: '' },
      ],
    )
    expect(row).toMatchObject({ repeatRate: 0.5, 'repeatRate.n': 4 })
  })

  test('a second more than 90 days is no repetition', async () => {
    const row = await only(
      ['repeatRate'],
      [
        { at: '2020-04-06T11:59:59Z', requester_key: 'a', category2: 'noise' },
        { at, requester_key: 'a', category2: 'noise' },
      ],
    )
    expect(row).toMatchObject({ repeatRate: 0, 'repeatRate.n': 1 })
  })
})

describe('residents and score', () => {
  test('perThousandResidents takes the area of the row, else the filtered areas, else the city', async () => {
    const { ask } = await open([
      { at, district: 'north', subdistrict: 'harbor' },
      { at, district: 'north', subdistrict: 'mill' },
      { at, district: 'south', subdistrict: "o'brien" },
      { at },
    ])
    const question = { ...JULY, measures: ['perThousandResidents' as const] }
    expect((await ask(question)).rows).toEqual([
      { perThousandResidents: (1000 * 4) / 90_000, 'perThousandResidents.n': 90_000 },
    ])
    const districts = await ask({ ...question, by: ['district'] })
    expect(districts.rows.map((row) => [row.district, row.perThousandResidents])).toEqual([
      ['north', 2000 / 30_000],
      ['south', 1000 / 20_000],
      ['unknown', null],
    ])
    const filtered = {
      ...question,
      where: [{ dimension: 'district' as const, in: ['north', 'south'] }],
    }
    expect((await ask(filtered)).rows[0]).toMatchObject({ 'perThousandResidents.n': 50_000 })
    const deepest = await ask({ ...filtered, by: ['district', 'subdistrict'] })
    expect(deepest.rows.map((row) => [row.subdistrict, row['perThousandResidents.n']])).toEqual([
      ['harbor', 1000],
      ['mill', 0],
      ["o'brien", 4000],
    ])
  })

  test('score weighs the three rates by the weights that held in the period, null where one is null', async () => {
    const rated = { responded: true, resolved: true, satisfied: false }
    const { ask } = await open([
      { at: '2020-05-05T12:00:00Z', ...rated },
      { at, ...rated },
      { at, ...rated, resolved: false },
      { at: '2020-08-05T12:00:00Z', responded: true, resolved: true },
    ])
    const answer = await ask({
      measures: ['score'],
      grain: 'month',
      from: '2020-05-01',
      to: '2020-09-01',
      compare: 'previous',
    })
    expect(answer.rows.map((row) => [row.period, row.score, row['score.compare']])).toEqual([
      ['2020-05-01', 100 * (0.4 + 0.3), null],
      ['2020-06-01', null, 100 * (0.4 + 0.3)],
      ['2020-07-01', 100 * (0.2 + 0.5 / 2), null],
      ['2020-08-01', null, 100 * (0.2 + 0.5 / 2)],
    ])
  })

  test('a city without weights has no score', async () => {
    const bare = { ...sampleCity, weights: [] }
    const { ask } = await open([{ at }], bare)
    expect((await ask({ ...JULY, measures: ['score'] })).rows[0]?.score).toBeNull()
  })
})

describe('basis', () => {
  test('says which event puts a case into a period', async () => {
    const { ask } = await open([
      {
        at: '2020-06-05T12:00:00Z',
        closedAt: '2020-07-10T12:00:00Z',
        ratedAt: '2020-08-01T12:00:00Z',
      },
      { at, closedAt: '2020-08-10T12:00:00Z', ratedAt: '2020-08-11T12:00:00Z' },
    ])
    const months = async (basis: 'received' | 'closed' | 'rated') => {
      const answer = await ask({
        measures: ['complaints'],
        grain: 'month',
        from: '2020-06-01',
        to: '2020-09-01',
        basis,
      })
      return answer.rows.map((row) => [row.period, row.complaints])
    }
    expect(await months('received')).toEqual([
      ['2020-06-01', 1],
      ['2020-07-01', 1],
    ])
    expect(await months('closed')).toEqual([
      ['2020-07-01', 1],
      ['2020-08-01', 1],
    ])
    expect(await months('rated')).toEqual([['2020-08-01', 2]])
  })
})
