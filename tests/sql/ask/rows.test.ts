import { describe, expect, test } from 'vitest'
import { counts, openSmallCities } from './small-city.ts'

/** Each sentence of the contract, on a few complaints whose answer can be counted by hand. */

const open = openSmallCities()

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
    expect(answer.source).toBe('cube_district_day')
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
