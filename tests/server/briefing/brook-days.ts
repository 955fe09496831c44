import { shiftDay } from '../../../server/insight/local-days.ts'
import { poissonCount, randomFrom } from '../stats/random-counts.ts'

/** The columns of the city's source. */
export const COLUMNS = [
  'id',
  'received',
  'due',
  'dispatched',
  'responded',
  'closed',
  'channel',
  'kind',
  'handling',
  'category',
  'subdistrict',
  'department',
  'resolved',
  'satisfied',
] as const
export type Case = Record<(typeof COLUMNS)[number], string>

/** What a day has beyond the ordinary. */
export interface Planted {
  day: string
  category?: string
  subdistrict?: string
  more?: number
  /** An hour of which nothing is told. */
  missingHour?: number
  nothing?: boolean
}

const CATEGORIES = ['c11', 'c12', 'c13', 'c21', 'c22', 'c23', 'c31', 'c32', 'c33']
const SUBDISTRICTS = ['d1n', 'd1s', 'd2n', 'd2s', 'd3n', 'd3s', 'd4n', 'd4s']

/** Local wall times as if they were of UTC, so that sums need no zone. */
const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
const HOUR = 3_600_000

/**
 * Complaints of the days [from, to], Poisson with `perDay` a day, as known at `through` (local time):
 * two thirds dispatched, due after five days, closed after some; the same seed gives the same.
 */
export function makeDays(
  {
    from,
    to,
    through,
    seed = 1,
    perDay = 120,
  }: {
    from: string
    to: string
    through: string
    seed?: number
    perDay?: number
  },
  planted: readonly Planted[] = [],
): Case[] {
  const random = randomFrom(seed)
  const end = Date.parse(`${through.replace(' ', 'T')}Z`)
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const known = (ms: number): string => (ms <= end ? stamp(ms) : '')
  const cases: Case[] = []
  const add = (day: string, category: string, subdistrict: string, missing: number | undefined) => {
    const received = Date.parse(`${day}T00:00Z`) + Math.floor(random() * 24 * 3600) * 1000
    if (received > end || new Date(received).getUTCHours() === missing) return
    const dispatched = random() < 0.66
    const closing = received + (dispatched ? random() * 8 * 24 : 0.2) * HOUR
    const closed = known(closing)
    const answered = dispatched && closed !== ''
    cases.push({
      id: `${day}-${cases.length}`,
      received: stamp(received),
      due: dispatched ? stamp(received + 5 * 24 * HOUR) : '',
      dispatched: dispatched ? known(received + 0.5 * HOUR) : '',
      responded: dispatched ? known(received + (1 + random() * 40) * HOUR) : '',
      closed,
      channel: random() < 0.8 ? 'phone' : 'app',
      kind: random() < 0.7 ? 'complaint' : 'help',
      handling: dispatched ? 'dispatched' : 'direct',
      category,
      subdistrict,
      department: category.startsWith('c1') ? 'p1' : 'p2',
      resolved: answered
        ? random() < (subdistrict.startsWith('d4') ? 0.6 : 0.92)
          ? 'yes'
          : 'no'
        : '',
      satisfied: answered && random() < 0.5 ? (random() < 0.9 ? 'yes' : 'no') : '',
    })
  }
  for (let day = from; day <= to; day = shiftDay(day, 1)) {
    const special = planted.filter((one) => one.day === day)
    if (special.some(({ nothing }) => nothing)) continue
    const missing = special.find(({ missingHour }) => missingHour !== undefined)?.missingHour
    const count = poissonCount(perDay, random)
    for (let i = 0; i < count; i++) add(day, pick(CATEGORIES), pick(SUBDISTRICTS), missing)
    for (const { more = 0, category, subdistrict } of special) {
      for (let i = 0; i < more; i++) {
        add(day, category ?? pick(CATEGORIES), subdistrict ?? pick(SUBDISTRICTS), missing)
      }
    }
  }
  return cases
}
