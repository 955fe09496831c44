import { afterEach, describe, expect, test } from 'vitest'
import type { Answer } from '../../../sql/model/answer.ts'
import { type SmallCity, smallCity, type Written } from './small-city.ts'

/** Each sentence of the contract, on a few complaints whose answer can be counted by hand. */

let city: SmallCity | undefined
afterEach(async () => {
  await city?.close()
  city = undefined
})

const open = async (through: string, complaints: Written[]): Promise<SmallCity> => {
  city = await smallCity('goldens', through, complaints)
  return city
}

const counts = (answer: Answer, ...ids: string[]) =>
  answer.rows.map((row) => [row.period, ...ids.map((id) => row[id])])

describe('periods', () => {
  test('a period that from or to cuts keeps its calendar start and counts what lies inside', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2020-07-09T12:00:00Z' },
      { at: '2020-07-10T12:00:00Z' },
      { at: '2020-08-15T12:00:00Z' },
      { at: '2020-08-20T12:00:00Z' },
    ])
    const window = { measures: ['complaints' as const], from: '2020-07-10', to: '2020-08-20' }
    expect(counts(await ask({ ...window, grain: 'month' }), 'complaints')).toEqual([
      ['2020-07-01', 1],
      ['2020-08-01', 1],
    ])
    expect(counts(await ask({ ...window, grain: 'year' }), 'complaints')).toEqual([
      ['2020-01-01', 2],
    ])
  })

  test('weeks begin on Monday, half months on the 1st and the 16th', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2020-07-05T12:00:00Z' },
      { at: '2020-07-06T12:00:00Z' },
      { at: '2020-07-15T12:00:00Z' },
      { at: '2020-07-16T12:00:00Z' },
    ])
    const window = { measures: ['complaints' as const], from: '2020-07-01', to: '2020-08-01' }
    expect(counts(await ask({ ...window, grain: 'week' }), 'complaints')).toEqual([
      ['2020-06-29', 1],
      ['2020-07-06', 1],
      ['2020-07-13', 2],
    ])
    expect(counts(await ask({ ...window, grain: 'halfMonth' }), 'complaints')).toEqual([
      ['2020-07-01', 3],
      ['2020-07-16', 1],
    ])
  })

  test('days are local days; the hour that comes twice in autumn is one, the one skipped in spring none', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2020-03-08T06:59:59Z' }, // 01:59:59 EST
      { at: '2020-03-08T07:00:00Z' }, // 03:00:00 EDT
      { at: '2020-11-01T04:59:59Z' }, // 00:59:59 EDT
      { at: '2020-11-01T05:30:00Z' }, // 01:30 EDT
      { at: '2020-11-01T06:30:00Z' }, // 01:30 EST
      { at: '2020-11-02T04:30:00Z' }, // 23:30 EST, the 25th hour
      { at: '2020-11-02T05:00:00Z' }, // the next day
    ])
    const ofHours = await ask({
      measures: ['complaints'],
      grain: 'hour',
      from: '2020-03-08',
      to: '2020-11-03',
    })
    expect(counts(ofHours, 'complaints')).toEqual([
      ['2020-03-08T01:00', 1],
      ['2020-03-08T03:00', 1],
      ['2020-11-01T00:00', 1],
      ['2020-11-01T01:00', 2],
      ['2020-11-01T23:00', 1],
      ['2020-11-02T00:00', 1],
    ])
    const days = await ask({
      measures: ['complaints'],
      grain: 'day',
      from: '2020-11-01',
      to: '2020-11-02',
    })
    expect(counts(days, 'complaints')).toEqual([['2020-11-01', 4]])
  })

  test('cyclic grains give integers: hours 0 to 23, weekdays 1 (Monday) to 7', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2020-07-05T04:00:00Z' }, // Sunday 00:00
      { at: '2020-07-06T03:59:59Z' }, // Sunday 23:59
      { at: '2020-07-06T04:00:00Z' }, // Monday 00:00
    ])
    const window = { measures: ['complaints' as const], from: '2020-07-01', to: '2020-08-01' }
    expect(counts(await ask({ ...window, grain: 'dayOfWeek' }), 'complaints')).toEqual([
      [1, 1],
      [7, 2],
    ])
    expect(counts(await ask({ ...window, grain: 'hourOfDay' }), 'complaints')).toEqual([
      [0, 2],
      [23, 1],
    ])
  })
})

describe('rows', () => {
  test('what has no complaints is absent; no by and no grain give one row, of nothing too', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [{ at: '2020-07-05T12:00:00Z' }])
    const empty = {
      measures: ['complaints', 'satisfactionRate'] as const,
      from: '2020-05-01',
      to: '2020-06-01',
    }
    const whole = await ask({ ...empty, measures: [...empty.measures] })
    expect(whole.rows).toEqual([
      {
        complaints: 0,
        satisfactionRate: null,
        'satisfactionRate.n': 0,
        'satisfactionRate.mature': true,
      },
    ])
    expect((await ask({ ...empty, measures: ['complaints'], grain: 'day' })).rows).toEqual([])
    expect((await ask({ ...empty, measures: ['complaints'], by: ['district'] })).rows).toEqual([])
  })

  test('with compare a row is there for what had any', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2019-07-05T12:00:00Z', district: 'north', resolved: true },
      { at: '2020-07-05T12:00:00Z', district: 'south' },
    ])
    const answer = await ask({
      measures: ['complaints', 'resolutionRate'],
      by: ['district'],
      grain: 'month',
      from: '2020-07-01',
      to: '2020-08-01',
      compare: 'lastYear',
    })
    expect(answer.rows).toEqual([
      {
        district: 'north',
        period: '2020-07-01',
        complaints: 0,
        'complaints.compare': 1,
        resolutionRate: null,
        'resolutionRate.n': 0,
        'resolutionRate.mature': true,
        'resolutionRate.compare': 1,
        'resolutionRate.compare.n': 1,
      },
      {
        district: 'south',
        period: '2020-07-01',
        complaints: 1,
        'complaints.compare': 0,
        resolutionRate: null,
        'resolutionRate.n': 0,
        'resolutionRate.mature': true,
        'resolutionRate.compare': null,
        'resolutionRate.compare.n': 0,
      },
    ])
  })

  test('a blank is the member unknown, never dropped, and may be filtered for', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2020-07-05T12:00:00Z', district: 'north' },
      { at: '2020-07-05T12:00:00Z' },
      { at: '2020-07-05T12:00:00Z', life_areas: ['housing', 'education'] },
    ])
    const window = { measures: ['complaints' as const], from: '2020-07-01', to: '2020-08-01' }
    const byDistrict = await ask({ ...window, by: ['district'] })
    expect(byDistrict.rows).toEqual([
      { district: 'north', complaints: 1 },
      { district: 'unknown', complaints: 2 },
    ])
    const unknown = { ...window, where: [{ dimension: 'district' as const, in: ['unknown'] }] }
    expect((await ask(unknown)).rows).toEqual([{ complaints: 2 }])
    expect((await ask({ ...window, by: ['lifeArea'] })).rows).toEqual([
      { lifeArea: 'education', complaints: 1 },
      { lifeArea: 'housing', complaints: 1 },
      { lifeArea: 'unknown', complaints: 2 },
    ])
    const noLifeArea = { ...window, where: [{ dimension: 'lifeArea' as const, in: ['unknown'] }] }
    expect((await ask(noLifeArea)).rows).toEqual([{ complaints: 2 }])
  })
})

describe('columns', () => {
  test('they are those of the contract, in its order', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [{ at: '2020-07-05T12:00:00Z' }])
    const answer = await ask({
      measures: ['complaints', 'onTimeRate'],
      by: ['district'],
      grain: 'month',
      from: '2020-07-01',
      to: '2020-08-01',
      compare: 'lastYear',
    })
    expect(answer.columns).toEqual([
      { id: 'district', role: 'dimension' },
      { id: 'period', role: 'time' },
      { id: 'complaints', role: 'measure' },
      { id: 'complaints.compare', role: 'measure' },
      { id: 'onTimeRate', role: 'measure' },
      { id: 'onTimeRate.n', role: 'denominator' },
      { id: 'onTimeRate.mature', role: 'maturity' },
      { id: 'onTimeRate.compare', role: 'measure' },
      { id: 'onTimeRate.compare.n', role: 'denominator' },
    ])
    expect(answer.source).toBe('cube_district_category1_day')
    expect(answer.version).toBe(1)
    expect(answer.through).toBe('2020-12-31T18:00:00-05:00')
  })

  test('a row is mature when its last day plus the days of the measure is at or before through', async () => {
    const { ask } = await open('2020-08-08T03:00:00Z', [
      { at: '2020-07-31T12:00:00Z' },
      { at: '2020-08-01T12:00:00Z' },
    ])
    const question = { measures: ['responseRate' as const], from: '2020-07-01', to: '2020-09-01' }
    const days = await ask({ ...question, grain: 'day' })
    // through is 7 August in New York; the measure waits 7 days.
    expect(counts(days, 'responseRate.mature')).toEqual([
      ['2020-07-31', true],
      ['2020-08-01', false],
    ])
    const cut = await ask({ ...question, to: '2020-08-01', grain: 'month' })
    expect(counts(cut, 'responseRate.mature')).toEqual([['2020-07-01', true]])
    const hours = await ask({ ...question, grain: 'hour' })
    expect(counts(hours, 'responseRate.mature')).toEqual([
      ['2020-07-31T08:00', true],
      ['2020-08-01T08:00', false],
    ])
    expect((await ask(question)).rows[0]?.['responseRate.mature']).toBe(false)
  })
})

describe('compare', () => {
  test('previous is the period before, also before from, and whole where from cuts the row', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2020-06-05T12:00:00Z' },
      { at: '2020-06-25T12:00:00Z' },
      { at: '2020-07-15T12:00:00Z' },
      { at: '2020-08-15T12:00:00Z' },
    ])
    const answer = await ask({
      measures: ['complaints'],
      grain: 'month',
      from: '2020-07-10',
      to: '2020-09-01',
      compare: 'previous',
    })
    expect(counts(answer, 'complaints', 'complaints.compare')).toEqual([
      ['2020-07-01', 1, 2],
      ['2020-08-01', 1, 1],
    ])
    expect(answer.rows.some((row) => 'compareTo' in row)).toBe(false)
  })

  test('without grain, and with a cyclic one, previous is the window of as many local days before', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2020-10-30T03:59:59Z' }, // the day before the compared window
      { at: '2020-10-30T04:00:00Z' },
      { at: '2020-11-01T05:30:00Z' },
      { at: '2020-11-02T05:00:00Z' },
    ])
    // Three days before 2 November: they hold the day of 25 hours.
    const window = {
      measures: ['complaints' as const],
      from: '2020-11-02',
      to: '2020-11-05',
      compare: 'previous' as const,
    }
    expect((await ask(window)).rows).toEqual([{ complaints: 1, 'complaints.compare': 2 }])
    expect((await ask({ ...window, grain: 'hourOfDay' })).rows).toEqual([
      { period: 0, complaints: 1, 'complaints.compare': 1 },
      { period: 1, complaints: 0, 'complaints.compare': 1 },
    ])
  })

  test('previous of the hour after the skipped one is the hour before it', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2020-03-08T06:30:00Z' },
      { at: '2020-03-08T07:30:00Z' },
    ])
    const answer = await ask({
      measures: ['complaints'],
      grain: 'hour',
      from: '2020-03-08',
      to: '2020-03-09',
      compare: 'previous',
    })
    expect(counts(answer, 'complaints', 'complaints.compare')).toEqual([
      ['2020-03-08T01:00', 1, 0],
      ['2020-03-08T03:00', 1, 1],
      ['2020-03-08T04:00', 0, 1],
    ])
  })

  test('lastYear is the same date; 29 February gives null, and nothing is compared with it', async () => {
    const { ask } = await open('2021-12-31T23:00:00Z', [
      { at: '2019-02-28T12:00:00Z' },
      { at: '2019-03-01T12:00:00Z' },
      { at: '2020-02-28T12:00:00Z' },
      { at: '2020-02-29T12:00:00Z', resolved: true },
      { at: '2020-03-01T12:00:00Z' },
      { at: '2021-02-28T12:00:00Z' },
    ])
    const question = {
      measures: ['complaints' as const, 'backlog' as const, 'resolutionRate' as const],
      compare: 'lastYear' as const,
    }
    const leap = await ask({ ...question, grain: 'day', from: '2020-02-28', to: '2020-03-02' })
    expect(
      counts(
        leap,
        'complaints',
        'complaints.compare',
        'backlog',
        'backlog.compare',
        'resolutionRate.compare.n',
      ),
    ).toEqual([
      ['2020-02-28', 1, 1, 3, 1, 0],
      ['2020-02-29', 1, null, 4, null, null],
      ['2020-03-01', 1, 1, 5, 2, 0],
    ])
    const after = await ask({ ...question, grain: 'day', from: '2021-02-28', to: '2021-03-02' })
    expect(counts(after, 'complaints', 'complaints.compare', 'backlog.compare')).toEqual([
      ['2021-02-28', 1, 1, 3],
      ['2021-03-01', 0, 1, 5],
    ])
    const hours = await ask({ ...question, grain: 'hour', from: '2020-02-29', to: '2020-03-01' })
    expect(counts(hours, 'complaints.compare')).toEqual([['2020-02-29T07:00', null]])
    const month = await ask({ ...question, grain: 'month', from: '2021-02-01', to: '2021-03-01' })
    expect(counts(month, 'complaints', 'complaints.compare')).toEqual([['2021-02-01', 1, 2]])
  })

  test('lastYear of a week is the same ISO week; week 53 gives null', async () => {
    const { ask } = await open('2022-12-31T23:00:00Z', [
      { at: '2019-12-24T12:00:00Z' }, // 2019 week 52
      { at: '2019-12-31T12:00:00Z' }, // 2020 week 1
      { at: '2020-12-22T12:00:00Z' }, // 2020 week 52
      { at: '2020-12-29T12:00:00Z' }, // 2020 week 53
      { at: '2021-01-05T12:00:00Z' }, // 2021 week 1
      { at: '2021-12-28T12:00:00Z' }, // 2021 week 52
    ])
    const question = {
      measures: ['complaints' as const],
      grain: 'week' as const,
      compare: 'lastYear' as const,
    }
    const around = await ask({ ...question, from: '2020-12-21', to: '2021-01-11' })
    expect(counts(around, 'complaints', 'complaints.compare')).toEqual([
      ['2020-12-21', 1, 1],
      ['2020-12-28', 1, null],
      ['2021-01-04', 1, 1],
    ])
    const later = await ask({ ...question, from: '2021-12-20', to: '2022-01-10' })
    expect(counts(later, 'complaints', 'complaints.compare')).toEqual([
      ['2021-12-27', 1, 1],
      ['2022-01-03', 0, 1],
    ])
  })

  test('a period that from and to cut is compared with the same dates of the year before', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2019-07-09T12:00:00Z' },
      { at: '2019-07-10T12:00:00Z' },
      { at: '2019-07-20T12:00:00Z' },
      { at: '2020-07-12T12:00:00Z' },
    ])
    const answer = await ask({
      measures: ['complaints'],
      grain: 'month',
      from: '2020-07-10',
      to: '2020-07-20',
      compare: 'lastYear',
    })
    expect(counts(answer, 'complaints', 'complaints.compare')).toEqual([['2020-07-01', 1, 1]])
  })

  test('where the period is incomplete the compared one is cut to the same elapsed part and says so', async () => {
    const { ask } = await open('2020-07-10T16:00:00Z', [
      { at: '2020-05-31T12:00:00Z' },
      { at: '2020-06-10T16:00:00Z' }, // the same second of the month before: inside
      { at: '2020-06-10T16:00:01Z' }, // a second later: outside
      { at: '2020-07-03T12:00:00Z' },
    ])
    const question = {
      measures: ['complaints' as const, 'backlog' as const],
      from: '2020-06-01',
      to: '2020-09-01',
    }
    const months = await ask({ ...question, grain: 'month', compare: 'previous' })
    expect(months.rows).toEqual([
      {
        period: '2020-06-01',
        complaints: 2,
        'complaints.compare': 1,
        backlog: 3,
        'backlog.compare': 1,
      },
      {
        period: '2020-07-01',
        complaints: 1,
        'complaints.compare': 1,
        backlog: 4,
        'backlog.compare': 2,
        compareTo: '2020-06-10T12:00:00-04:00',
      },
    ])
    const whole = await ask({ ...question, from: '2020-07-01', compare: 'lastYear' })
    expect(whole.rows[0]?.compareTo).toBe('2019-07-10T12:00:00-04:00')
    const previous = await ask({
      ...question,
      from: '2020-07-01',
      to: '2020-08-01',
      compare: 'previous',
    })
    expect(previous.rows[0]).toMatchObject({
      'complaints.compare': 1,
      compareTo: '2020-06-09T12:00:00-04:00',
    })
  })

  test('the cut never goes past the end of the compared period', async () => {
    const { ask } = await open('2020-03-31T16:00:00Z', [
      { at: '2020-02-29T23:00:00Z' },
      { at: '2020-03-01T12:00:00Z' },
    ])
    const answer = await ask({
      measures: ['complaints'],
      grain: 'month',
      from: '2020-03-01',
      to: '2020-04-01',
      compare: 'previous',
    })
    expect(answer.rows).toEqual([
      {
        period: '2020-03-01',
        complaints: 1,
        'complaints.compare': 1,
        compareTo: '2020-03-01T00:00:00-05:00',
      },
    ])
  })

  test('a comparison over a reform counts like with like', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      { at: '2019-08-05T12:00:00Z', district: 'north', subdistrict: 'old-harbor' },
      { at: '2019-08-05T12:00:00Z', district: 'north', subdistrict: 'harbor' },
      { at: '2020-08-05T12:00:00Z', district: 'north', subdistrict: 'harbor' },
    ])
    const question = {
      measures: ['complaints' as const],
      by: ['subdistrict' as const],
      from: '2020-08-01',
      to: '2020-09-01',
      compare: 'lastYear' as const,
    }
    const merged = [{ subdistrict: 'harbor', complaints: 1, 'complaints.compare': 2 }]
    expect((await ask(question)).rows).toEqual(merged)
    const where = [{ dimension: 'subdistrict' as const, in: ['harbor'] }]
    expect((await ask({ ...question, where })).rows).toEqual(merged)
  })
})

describe('order', () => {
  const written: Written[] = [
    { at: '2020-07-05T12:00:00Z', district: 'south', resolved: true },
    { at: '2020-07-05T12:00:00Z', district: 'east' },
    { at: '2020-07-06T12:00:00Z', district: 'north', resolved: false },
    { at: '2020-07-06T12:00:00Z', district: 'north' },
    { at: '2020-07-07T12:00:00Z', district: 'unknown', resolved: true },
  ]
  const question = {
    measures: ['complaints' as const, 'resolutionRate' as const],
    by: ['district' as const],
    from: '2020-07-01',
    to: '2020-08-01',
  }
  const districts = (answer: Answer) => answer.rows.map((row) => row.district)

  test('by the dimensions; orderBy takes any column; ties in the default order', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', written)
    expect(districts(await ask(question))).toEqual(['east', 'north', 'south', 'unknown'])
    expect(districts(await ask({ ...question, orderBy: '-complaints' }))).toEqual([
      'north',
      'east',
      'south',
      'unknown',
    ])
  })

  test('nulls come last, up and down', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', written)
    expect(districts(await ask({ ...question, orderBy: 'resolutionRate' }))).toEqual([
      'north',
      'south',
      'unknown',
      'east',
    ])
    expect(districts(await ask({ ...question, orderBy: '-resolutionRate' }))).toEqual([
      'south',
      'unknown',
      'north',
      'east',
    ])
  })

  test('limit counts tuples of by, not rows', async () => {
    const { ask } = await open('2020-12-31T23:00:00Z', [
      ...written,
      { at: '2020-07-07T12:00:00Z', district: 'north' },
    ])
    const answer = await ask({ ...question, grain: 'day', orderBy: '-complaints', limit: 2 })
    expect(answer.rows.map((row) => [row.district, row.period, row.complaints])).toEqual([
      ['north', '2020-07-06', 2],
      ['east', '2020-07-05', 1],
      ['north', '2020-07-07', 1],
    ])
    expect((await ask({ ...question, by: [], grain: 'day', limit: 1 })).rows.length).toBe(3)
    expect(districts(await ask({ ...question, limit: 2 }))).toEqual(['east', 'north'])
  })
})
