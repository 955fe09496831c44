import { addDays, addMonths, dayOf } from '../../dashboard/state/days.ts'
import { type NamedPeriod, type Range, rangeOf } from '../../dashboard/state/period.ts'
import type { Catalog } from '../../server/contract/catalog.ts'
import type { City } from '../../sql/model/city.ts'
import { type DimensionId, UNKNOWN } from '../../sql/model/dimensions.ts'
import type { Clause } from '../../sql/model/question.ts'

/** A city with data: what Questions can be drawn about. */
export interface Ground {
  city: City
  dimensions: Catalog['dimensions']
  /** The first local day with data. */
  begin: string
  /** The cut-off of the data, local time with offset. */
  through: string
}

/** Draws what a named Question leaves open. Equal seeds draw equal things. */
export interface Draw {
  ground: Ground
  /** The days of one of the page's periods, which ends with the data or, where `moves`, on any day. */
  period(name: NamedPeriod): Range
  /** So many months that end as a period does, cut where the data begin. */
  months(count: number): Range
  /** Whole weeks, likewise. */
  weeks(count: number): Range
  /** A local day that lies so many days after the begin of the data at least. */
  day(after: number): string
  below(count: number): number
  pick<Of>(list: readonly Of[]): Of
  /** Different ones, in the order of the list. */
  some<Of>(list: readonly Of[], count: number): Of[]
  members(dimension: DimensionId, parent?: string): string[]
  member(dimension: DimensionId, parent?: string): string
  parentOf(dimension: DimensionId, code: string): string | null
}

/** Days of data before a drawn day: a year, so that there is one to compare with, and a little more. */
const ROOM_DAYS = 400

/** Numbers in [0, 1) from a text. Source: FNV-1a, then mulberry32 by Tommy Ettinger. */
function createRandom(seed: string): () => number {
  let state = 2_166_136_261
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 16_777_619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** @param moves periods end on any day of the data, or half of the time with the data */
export function createDraw(ground: Ground, seed: string, moves: boolean): Draw {
  const random = createRandom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const pick = <Of>(list: readonly Of[]): Of => {
    if (list.length === 0) throw new RangeError(`There is nothing to draw from (${seed}).`)
    return list[below(list.length)] as Of
  }
  const withData = (range: Range): Range => {
    if (range.from < ground.begin) return { ...range, from: ground.begin }
    return range
  }
  const lastDay = dayOf(ground.through)
  const day = (after: number): string => {
    const first = addDays(ground.begin, after)
    if (!moves || first >= lastDay) return lastDay
    const days = Math.round((Date.parse(lastDay) - Date.parse(first)) / 86_400_000)
    const chosen = addDays(first, below(days + 1))
    return below(2) === 0 ? lastDay : chosen
  }
  const named = (dimension: DimensionId) =>
    (ground.dimensions.find(({ id }) => id === dimension)?.members ?? []).filter(
      ({ code }) => code !== UNKNOWN,
    )
  const members = (dimension: DimensionId, parent?: string) =>
    named(dimension)
      .filter((one) => parent === undefined || one.parent === parent)
      .map(({ code }) => code)
  return {
    ground,
    below,
    pick,
    day,
    period: (name) => {
      return withData(rangeOf(name, `${day(ROOM_DAYS)}T23:59:59`) as Range)
    },
    months: (count) => {
      const to = addDays(day(Math.min(ROOM_DAYS, count * 30)), 1)
      return withData({ from: addMonths(to, -count), to })
    },
    weeks: (count) => {
      const end = addDays(day(ROOM_DAYS), 1)
      const to = addDays(end, -((new Date(end).getUTCDay() + 6) % 7))
      return withData({ from: addDays(to, -7 * count), to })
    },
    some: (list, count) => {
      const left = [...list]
      while (left.length > count) left.splice(below(left.length), 1)
      return left
    },
    members,
    member: (dimension, parent) => pick(members(dimension, parent)),
    parentOf: (dimension, code) =>
      named(dimension).find((one) => one.code === code)?.parent ?? null,
  }
}

/** What a reader of the page has narrowed it to. */
export const DRILLS = [
  'district',
  'category1',
  'category2',
  'subdistrict',
  'issue',
  'district and category1',
] as const
type Drill = (typeof DRILLS)[number]

/** The filters of a page that was narrowed so. */
export function drillInto(drill: Drill, draw: Draw): Clause[] {
  const only = (dimension: DimensionId): Clause => ({
    dimension,
    in: [draw.member(dimension)],
  })
  switch (drill) {
    case 'subdistrict': {
      const subdistrict = draw.member('subdistrict')
      const district = draw.parentOf('subdistrict', subdistrict)
      const within: Clause[] = district ? [{ dimension: 'district', in: [district] }] : []
      return [...within, { dimension: 'subdistrict', in: [subdistrict] }]
    }
    case 'district and category1':
      return [only('district'), only('category1')]
    default:
      return [only(drill)]
  }
}
