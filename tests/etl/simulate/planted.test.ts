import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeHistory } from '../../../etl/simulate/history.ts'
import type { Plant, Truth } from '../../../etl/simulate/truth.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { newestLines, planOf } from './city.ts'

interface Complaint {
  receivedAt: string
  category: string
  district: string
  subdistrict: string
  department: string
  closedAt: string
  resolved: string
  text: string
}

const UNTIL = new Date('2024-07-01T00:00:00+08:00')

async function simulate(plants: boolean): Promise<{ truth: Truth; complaints: Complaint[] }> {
  const folder = await temporaryFolder('simulate')
  const plan = await planOf({ seed: 8, from: '2023-07-01', to: '2024-07-01', perDay: 600, plants })
  const truth = await writeHistory(plan, UNTIL, folder, () => {}, undefined, { workers: 2 })
  const files = readdirSync(folder).map((name) => join(folder, name))
  const sound = [...newestLines(files)].filter(([id]) => /^\d{8}-\d{6}$/.test(id))
  const complaints = sound.map(([, line]) => {
    const cells = line.split(',')
    return {
      receivedAt: cells[2] ?? '',
      closedAt: cells[6] ?? '',
      category: cells[16] ?? '',
      district: cells[17] ?? '',
      subdistrict: cells[18] ?? '',
      department: cells[21] ?? '',
      resolved: cells[23] ?? '',
      text: line.slice(line.indexOf('"')),
    }
  })
  return { truth, complaints }
}

let planted: Awaited<ReturnType<typeof simulate>>
let plain: Awaited<ReturnType<typeof simulate>>
beforeAll(async () => {
  planted = await simulate(true)
  plain = await simulate(false)
}, 180_000)

const during = ({ from, to }: Plant, c: Complaint) => c.receivedAt >= from && c.receivedAt < to
const about = ({ what }: Plant, c: Complaint) =>
  c.category.startsWith(what.category ?? '') &&
  (what.area === undefined || c.subdistrict === what.area || c.district === what.area)
const count = (complaints: Complaint[], test: (c: Complaint) => boolean) =>
  complaints.filter(test).length
const ofKind = (kind: Plant['kind']) => planted.truth.plants.filter((p) => p.kind === kind)

describe('what truth.json says was planted is there', () => {
  test('a year has at least 14 outbreaks, of all shapes and levels', () => {
    const outbreaks = ofKind('outbreak')
    expect(outbreaks.length).toBeGreaterThanOrEqual(14)
    expect(new Set(outbreaks.map((p) => p.shape)).size).toBe(4)
    expect(new Set(outbreaks.map((p) => p.what.category?.length)).size).toBe(3)
    expect(new Set(outbreaks.map((p) => p.what.area?.length ?? 0)).size).toBe(3)
    expect(new Set(planted.truth.plants.map((p) => p.id)).size).toBe(planted.truth.plants.length)
  })

  test('an outbreak brings its complaints beyond what the plain city has, within chance', () => {
    for (const plant of ofKind('outbreak')) {
      const test = (c: Complaint) => during(plant, c) && about(plant, c)
      const excess = count(planted.complaints, test) - count(plain.complaints, test)
      // Unknown codes and an hour that is missing take a few away.
      expect(Math.abs(excess - plant.extra), plant.id).toBeLessThanOrEqual(3 + plant.extra * 0.05)
      expect(plant.extra).toBeGreaterThan(0)
    }
  })

  test('a new word is in as many texts as were planted, from its first day on and never before', () => {
    for (const plant of ofKind('newKind')) {
      const named = planted.complaints.filter((c) =>
        new RegExp(`${plant.what.word}|featherbike|cloud-pet`, 'i').test(c.text),
      )
      const own = named.filter((c) => c.category === plant.what.category)
      expect(own.every((c) => during(plant, c))).toBe(true)
      expect(Math.abs(own.length - plant.extra)).toBeLessThanOrEqual(2)
      expect(plant.extra).toBeGreaterThan(10)
      expect(count(plain.complaints, (c) => c.text.includes(plant.what.word ?? '?'))).toBe(0)
    }
    expect(ofKind('newKind')).toHaveLength(2)
  })

  test('a hotspot spreads over six subdistricts, one after the other', () => {
    const [plant] = ofKind('spreading')
    const areas = plant?.what.areas ?? []
    expect(areas).toHaveLength(6)
    expect(areas.map((a) => a.from)).toEqual(areas.map((a) => a.from).sort())
    for (const { area, from } of areas) {
      const to = new Date(Date.parse(from) + 24 * 86_400_000).toISOString().slice(0, 10)
      const there = (c: Complaint) =>
        c.subdistrict === area &&
        c.category.startsWith(plant?.what.category ?? '?') &&
        c.receivedAt >= from &&
        c.receivedAt < to
      expect(count(planted.complaints, there)).toBeGreaterThan(8 + count(plain.complaints, there))
    }
  })

  test('a department fails for a week: it resolves little and closes late', () => {
    const [plant] = ofKind('failedWeek')
    const own = (c: Complaint) => c.department === plant?.what.department && c.resolved !== ''
    const week = planted.complaints.filter((c) => own(c) && during(plant!, c))
    const rest = planted.complaints.filter((c) => own(c) && !during(plant!, c))
    const resolved = (list: Complaint[]) => count(list, (c) => c.resolved === '1') / list.length
    const days = (list: Complaint[]) => {
      const sorted = list
        .map((c) => (Date.parse(c.closedAt) - Date.parse(c.receivedAt)) / 86_400_000)
        .sort((a, b) => a - b)
      return sorted[Math.floor(sorted.length / 2)] ?? 0
    }
    expect(week.length).toBeGreaterThan(10)
    expect(resolved(week)).toBeLessThan(0.65)
    expect(resolved(rest)).toBeGreaterThan(0.85)
    expect(days(week)).toBeGreaterThan(1.7 * days(rest))
  })

  test('one campaign works and one does not', () => {
    const ratio = (plant: Plant) => {
      const after = (c: Complaint) => about(plant, c) && during(plant, c)
      return count(planted.complaints, after) / count(plain.complaints, after)
    }
    const [works, fails] = ofKind('campaign')
    expect(works?.excessSd).toBeLessThan(0)
    expect(ratio(works!)).toBeGreaterThan(0.45)
    expect(ratio(works!)).toBeLessThan(0.65)
    expect(fails?.excessSd).toBe(0)
    expect(ratio(fails!)).toBeGreaterThan(0.97)
    expect(ratio(fails!)).toBeLessThan(1.03)
  })

  test('an hour of one day is missing', () => {
    const [plant] = ofKind('missingHour')
    const hour = (c: Complaint) =>
      c.receivedAt.startsWith(`${plant?.from} ${String(plant?.what.hour).padStart(2, '0')}:`)
    expect(count(planted.complaints, hour)).toBe(0)
    expect(count(plain.complaints, hour)).toBeGreaterThan(5)
  })
})

describe('the plain city', () => {
  test('has no plants and no faults', () => {
    expect(plain.truth.plants).toEqual([])
    expect(plain.truth.faults.perFile).toEqual([])
    expect(Object.values(plain.truth.faults.totals).every((n) => n === 0)).toBe(true)
    expect(plain.truth.files.every((f) => f.rowsRead === f.loaded)).toBe(true)
    expect(plain.complaints.every((c) => c.receivedAt >= '2023-07-01 00:00:00')).toBe(true)
  })
})
