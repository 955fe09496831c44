import { Temporal } from 'temporal-polyfill'
import {
  isoYearBefore,
  periodOf,
  standsAlone,
  type Wall,
  yearBefore,
} from '../../../sql/compile/calendar.ts'
import { calendarGrain, outerRows } from '../../../sql/compile/window.ts'
import { type MeasureId, measureOf } from '../../../sql/model/measures.ts'
import type { Shape } from './shape.ts'

/** A row of a plain read: side, members, bucket, counts, median, in the order of `writeRead`. */
export type ReadRow = readonly unknown[]

interface Sums {
  counts: Record<string, number>
  /** Seconds at the ranks that were asked for. */
  seconds: number[]
}

/** What a row of the answer should say. A list: anything from its first to its last. */
export type Expected = Record<string, string | number | null | [number, number]>

const NOTHING: Sums = { counts: {}, seconds: [] }

/** A period as an answer writes it. */
function periodText(grain: string, bucket: unknown): string | number {
  if (grain === 'hourOfDay' || grain === 'dayOfWeek') return Number(bucket)
  const wall = String(bucket).replace(' ', 'T')
  return grain === 'hour' ? wall.slice(0, 16) : wall.slice(0, 10)
}

/** The row that a period of the year before is compared with; null where there is none. */
function rowAfterAYear(shape: Shape, bucket: unknown): string | null {
  const grain = calendarGrain(shape.question)
  if (grain === null) return null
  const before = Temporal.PlainDateTime.from(String(bucket).replace(' ', 'T'))
  const back = (wall: Wall) => (grain === 'week' ? isoYearBefore(wall) : yearBefore(wall))
  for (const days of grain === 'week' ? [364, 371] : [365, 366]) {
    const row = periodOf(grain, before.add({ days }))
    if (!standsAlone(grain, 'lastYear', row) && periodOf(grain, back(row)).equals(before)) {
      return String(periodText(grain, row.toString({ smallestUnit: 'second' })))
    }
  }
  return null
}

function residentsOf({ question, city }: Shape, members: readonly string[]): number | null {
  const level = (['subdistrict', 'district'] as const).find((id) => question.by?.includes(id))
  const of = (code: string) => city.areas.find((area) => area.code === code)?.residents ?? null
  if (level) return of(members[question.by?.indexOf(level) ?? 0] ?? '')
  const clause = question.where?.find(
    ({ dimension }) => dimension === 'subdistrict' || dimension === 'district',
  )
  if (!clause) return city.residents
  return clause.in.reduce<number | null>((sum, code) => {
    const one = of(code)
    return sum === null || one === null ? null : sum + one
  }, 0)
}

function valuesOf(
  shape: Shape,
  id: MeasureId,
  sums: Sums,
  members: readonly string[],
): [suffix: string, value: Expected[string]][] {
  const { formula } = measureOf(id)
  const count = (name: string) => sums.counts[name] ?? 0
  if (formula.kind === 'count') {
    const untold = formula.told !== null && count('complaints') > 0 && count(formula.told) === 0
    return [['', untold ? null : count(formula.of)]]
  }
  if (formula.kind === 'ratio') {
    const n = formula.denominator.reduce((sum, name) => sum + count(name), 0)
    return [
      ['', n === 0 ? null : count(formula.numerator) / n],
      ['.n', n],
    ]
  }
  if (formula.kind === 'median') {
    const n = count('closed_timed')
    const [low = 0, middle = 0, high = 0] = sums.seconds.map((seconds) => seconds / 3600)
    const value: Expected[string] = n === 0 ? null : n <= 1000 ? middle : [low, high]
    return [
      ['', value],
      ['.n', n],
    ]
  }
  const residents = residentsOf(shape, members)
  return [['', residents === null ? null : (1000 * count('complaints')) / residents]]
}

function ordered(rows: Expected[], { question }: Shape): Expected[] {
  const { by = [], grain, orderBy, limit } = question
  const keys = [...by, ...(grain === undefined ? [] : ['period'])]
  const compare = (a: Expected[string], b: Expected[string]) => {
    if (a === b) return 0
    if (a === null || b === null || a === undefined || b === undefined) return a == null ? 1 : -1
    return a < b ? -1 : 1
  }
  const down = orderBy?.startsWith('-') ?? false
  const column = down ? orderBy?.slice(1) : orderBy
  const sorted = rows.toSorted((a, b) => {
    if (column !== undefined) {
      const [x = null, y = null] = [a[column], b[column]]
      const order = compare(x, y) * (down && x !== null && y !== null ? -1 : 1)
      if (order !== 0) return order
    }
    for (const key of keys) {
      const order = compare(a[key] ?? null, b[key] ?? null)
      if (order !== 0) return order
    }
    return 0
  })
  return limit === undefined ? sorted : sorted.slice(0, limit)
}

/** What a read gave, and which counts its columns are. */
export interface Found {
  rows: readonly ReadRow[]
  counts: readonly string[]
}

/** The answer that plain reads come to: rates, comparisons, order and limit as the contract says. */
export function expect(shape: Shape, reads: readonly Found[]): Expected[] {
  const { question } = shape
  const { by = [], grain, compare, measures } = question
  const found = new Map<string, { now: Sums; before: Sums }>()
  const cell = (members: unknown[], period: unknown) => {
    const key = JSON.stringify([members, period])
    const known = found.get(key) ?? { now: NOTHING, before: NOTHING }
    found.set(key, known)
    return known
  }
  if (by.length === 0 && grain === undefined) cell([], null)
  const calendar = calendarGrain(question)
  const rows = calendar === null ? null : outerRows(question)
  for (const { row, counts } of reads.flatMap(({ rows: read, counts: named }) =>
    read.map((one) => ({ row: one, counts: named })),
  )) {
    const side = Number(row[0])
    const members = row.slice(1, 1 + by.length)
    let at = 1 + by.length
    let period: unknown = null
    if (grain !== undefined) {
      period = side === 0 ? periodText(grain, row[at]) : rowAfterAYear(shape, row[at])
      at++
      if (period === null) continue
      const last = rows && periodText(grain, rows.last.start.toString({ smallestUnit: 'second' }))
      if (side === 1 && last !== null && String(period) > String(last)) continue
    }
    const known = cell(members, period)
    const sums = side === 0 ? known.now : known.before
    const merged: Sums = {
      counts: {
        ...sums.counts,
        ...Object.fromEntries(counts.map((name, i) => [name, Number(row[at + i] ?? 0)])),
      },
      seconds:
        row.length > at + counts.length
          ? [row[at + counts.length]].flat().map(Number)
          : sums.seconds,
    }
    if (side === 0) known.now = merged
    else known.before = merged
  }
  const answers = [...found].flatMap(([key, { now, before }]) => {
    const [members, period] = JSON.parse(key) as [string[], string | number | null]
    const whole = by.length === 0 && grain === undefined
    if (!whole && !now.counts.complaints && !before.counts.complaints) return []
    const answer: Expected = Object.fromEntries(by.map((id, i) => [id, members[i] ?? null]))
    if (grain !== undefined) answer.period = period
    const alone =
      calendar !== null &&
      compare !== undefined &&
      standsAlone(calendar, compare, Temporal.PlainDateTime.from(String(period)))
    for (const id of measures) {
      for (const [suffix, value] of valuesOf(shape, id, now, members)) {
        answer[`${id}${suffix}`] = value
      }
      if (compare === undefined) continue
      for (const [suffix, value] of valuesOf(shape, id, before, members)) {
        answer[`${id}.compare${suffix}`] = alone ? null : value
      }
    }
    return [answer]
  })
  return ordered(answers, shape)
}
