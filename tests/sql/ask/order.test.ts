import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../sql/model/answer.ts'
import { openSmallCities, type Written } from './small-city.ts'

/** Each sentence of the contract, on a few complaints whose answer can be counted by hand. */

const open = openSmallCities()

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
