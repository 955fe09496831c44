import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeHistory } from '../../../etl/simulate/history.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { newestLines, planOf } from './city.ts'

const COLUMN = {
  receivedAt: 2,
  respondedAt: 5,
  channel: 8,
  handling: 10,
  phone: 12,
  language: 15,
  category: 16,
  district: 17,
  resolved: 23,
  satisfied: 24,
} as const
type Field = keyof typeof COLUMN

/** Complaints in their last state, a column each. None of these fields is quoted. */
type Complaints = Record<Field, string>[]

async function simulate(from: string, to: string, perDay: number): Promise<Complaints> {
  const folder = await temporaryFolder('simulate')
  const plan = await planOf({ seed: 20, from, to, perDay, plants: false })
  await writeHistory(plan, new Date(`${to}T00:00:00+08:00`), folder, () => {}, undefined, {
    workers: 0,
  })
  const files = readdirSync(folder).map((name) => join(folder, name))
  return [...newestLines(files).values()].map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(
      Object.entries(COLUMN).map(([field, i]) => [field, cells[i] ?? '']),
    ) as Record<Field, string>
  })
}

function shares(values: string[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1 / values.length)
  return found
}
const shareOf = <T>(list: T[], test: (one: T) => boolean) => list.filter(test).length / list.length

const PER_DAY = 300
let of2020: Complaints
let of2023: Complaints
beforeAll(async () => {
  of2020 = await simulate('2020-01-01', '2021-01-01', PER_DAY)
  of2023 = await simulate('2023-01-01', '2024-01-01', PER_DAY)
}, 180_000)

const published = JSON.parse(readFileSync(new URL('published.json', import.meta.url), 'utf8')) as {
  categories2020: Record<string, number>
  received: Record<string, number>
}

describe('a simulated year is like the published one', () => {
  test('as many complaints as asked for: within 3 %', () => {
    expect(of2020.length / (PER_DAY * 366)).toBeCloseTo(1, 1)
    for (const [rows, days] of [
      [of2020, 366],
      [of2023, 365],
    ] as const) {
      expect(Math.abs(rows.length / (PER_DAY * days) - 1)).toBeLessThan(0.03)
    }
  })

  test('the ten published categories of 2020: each within 8 % of its share', () => {
    const found = shares(of2020.map((c) => c.category.slice(0, 2)))
    for (const [code, received] of Object.entries(published.categories2020)) {
      const share = received / published.received['2020']!
      expect(Math.abs((found.get(code) ?? 0) / share - 1), code).toBeLessThan(0.08)
    }
  })

  test('epidemic control has all but gone by 2023: below 3 %', () => {
    expect(shareOf(of2023, (c) => c.category.startsWith('01'))).toBeLessThan(0.03)
  })

  test('hours peak at 9 to 11 and 14 to 16', () => {
    const found = shares(of2023.map((c) => c.receivedAt.slice(11, 13)))
    const ranked = [...found].sort((a, b) => b[1] - a[1]).map(([hour]) => hour)
    expect(ranked.slice(0, 4).sort()).toEqual(['09', '10', '14', '15'])
    expect(found.get('03') ?? 0).toBeLessThan(0.01)
  })

  test('workdays above weekends, holidays below both, make-up workdays as workdays', () => {
    const days = shares(of2023.map((c) => c.receivedAt.slice(0, 10)))
    const mean = (list: string[]) =>
      list.reduce((sum, day) => sum + (days.get(day) ?? 0), 0) / list.length
    const all = [...days.keys()]
    const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
    const work = mean(all.filter((day) => weekday(day) % 6 !== 0))
    const weekend = mean(all.filter((day) => weekday(day) % 6 === 0))
    expect(weekend / work).toBeGreaterThan(0.7)
    expect(weekend / work).toBeLessThan(0.9)
    const festival = ['2023-01-22', '2023-01-23', '2023-01-24', '2023-01-25']
    expect(mean(festival)).toBeLessThan(0.75 * weekend)
    const madeUp = ['2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08']
    expect(mean(madeUp)).toBeGreaterThan(weekend)
  })

  test('heating complaints peak when heating begins', () => {
    const heating = of2023.filter((c) => c.category.startsWith('0301'))
    const in2Weeks = heating.filter((c) => /^2023-11-(1[5-9]|2)/.test(c.receivedAt)).length / 15
    const before = heating.filter((c) => /^2023-0[5-8]/.test(c.receivedAt)).length / 123
    expect(in2Weeks).toBeGreaterThan(10 * before)
  })

  test('districts in the published order, the central six with 60 %: within 2 points', () => {
    const found = shares(of2020.map((c) => c.district))
    const ranked = [...found].sort((a, b) => b[1] - a[1]).map(([code]) => code)
    expect(ranked.slice(0, 3)).toEqual(['110105', '110108', '110106'])
    expect(found.size).toBe(16)
    const central = ['110101', '110102', '110105', '110106', '110107', '110108']
    const share = central.reduce((sum, code) => sum + (found.get(code) ?? 0), 0)
    expect(Math.abs(share - 0.6)).toBeLessThan(0.02)
    expect((found.get('110105') ?? 0) / (found.get('110119') ?? 1)).toBeGreaterThan(6)
  })

  test('channels and handling: phone 90.7 %, dispatched 40.8 % in 2020, within 1.5 points', () => {
    expect(Math.abs(shareOf(of2020, (c) => c.channel === 'phone') - 0.907)).toBeLessThan(0.015)
    expect(Math.abs(shareOf(of2020, (c) => c.handling === 'dispatched') - 0.408)).toBeLessThan(
      0.015,
    )
    expect(shareOf(of2023, (c) => c.channel === 'phone')).toBeLessThan(0.83)
  })

  test('the rates of 2023: .955 and .961, the epidemic of 2020 .943 and .941, within 1.5 points', () => {
    const rate = (list: Complaints, field: 'resolved' | 'satisfied') => {
      const told = list.filter((c) => c[field] !== '')
      return shareOf(told, (c) => c[field] === '1')
    }
    const epidemic = of2020.filter((c) => c.category.startsWith('01'))
    expect(Math.abs(rate(of2023, 'resolved') - 0.955)).toBeLessThan(0.015)
    expect(Math.abs(rate(of2023, 'satisfied') - 0.961)).toBeLessThan(0.015)
    expect(Math.abs(rate(epidemic, 'resolved') - 0.943)).toBeLessThan(0.02)
    expect(Math.abs(rate(epidemic, 'satisfied') - 0.941)).toBeLessThan(0.025)
    expect(rate(of2020, 'resolved')).toBeLessThan(rate(of2023, 'resolved'))
    const sent = of2023.filter((c) => c.handling === 'dispatched')
    expect(shareOf(sent, (c) => c.respondedAt !== '')).toBeGreaterThan(0.99)
  })

  test('counts vary more than by chance: variance well above the mean', () => {
    const series = new Map<string, number[]>()
    const first = Date.parse('2023-01-01T00:00:00Z')
    for (const c of of2023) {
      const key = `${c.category.slice(0, 2)} ${c.district}`
      const days = series.get(key) ?? Array.from({ length: 365 }, () => 0)
      const day = (Date.parse(`${c.receivedAt.slice(0, 10)}T00:00:00Z`) - first) / 86_400_000
      days[day]! += 1
      series.set(key, days)
    }
    const ratios = [...series.values()].flatMap((days) => {
      const mean = days.reduce((a, b) => a + b, 0) / days.length
      const variance = days.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (days.length - 1)
      return mean > 2 ? [variance / mean] : []
    })
    expect(ratios.length).toBeGreaterThan(10)
    expect(ratios.filter((ratio) => ratio > 1).length / ratios.length).toBeGreaterThan(0.9)
    expect(ratios.reduce((a, b) => a + b, 0) / ratios.length).toBeGreaterThan(1.2)
  })

  test('about 2 % in English; 2 to 6 % from people who called about the same in 90 days', () => {
    expect(Math.abs(shareOf(of2023, (c) => c.language === 'en') - 0.02)).toBeLessThan(0.005)
    const last = new Map<string, number>()
    let again = 0
    for (const c of [...of2023].sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))) {
      const key = `${c.phone} ${c.category.slice(0, 4)}`
      const at = Date.parse(c.receivedAt)
      if (at - (last.get(key) ?? 0) < 90 * 86_400_000) again++
      last.set(key, at)
    }
    expect(again / of2023.length).toBeGreaterThan(0.02)
    expect(again / of2023.length).toBeLessThan(0.06)
  })
})

test('from year to year the volume follows the published totals: within 7 %', async () => {
  const rows = await simulate('2019-01-01', '2025-01-01', 40)
  const years = shares(rows.map((c) => c.receivedAt.slice(0, 4)))
  for (const [year, received] of Object.entries(published.received)) {
    if (year === '2020') continue
    const ratio = (years.get(year) ?? 0) / (years.get('2020') ?? 1)
    const expected = received / published.received['2020']!
    expect(Math.abs(ratio / expected - 1), year).toBeLessThan(0.07)
  }
}, 120_000)
