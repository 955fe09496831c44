import { describe, expect, test } from 'vitest'
import { counts, openSmallCities } from './small-city.ts'

/** Each sentence of the contract, on a few complaints whose answer can be counted by hand. */

const open = openSmallCities()

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
    const alone = { ...question, from: '2020-02-29', to: '2020-03-01' }
    for (const grain of [undefined, 'hourOfDay', 'month'] as const) {
      const { rows } = await ask({ ...alone, grain })
      expect(rows.map((row) => [row.complaints, row['complaints.compare']])).toEqual([[1, null]])
    }
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
