import { AREA_REFORM, CATEGORIES, CATEGORY_REFORM, SUBDISTRICTS } from './sample-city.ts'

/** A raw complaint as the oracle reads it: instants in seconds, null where there is none. */
export interface RawComplaint {
  source: string
  id: string
  received: number
  due: number | null
  closedTime: number | null
  rated: number | null
  dispatched: boolean | null
  responded: boolean | null
  closed: boolean | null
  has_due: boolean | null
  on_time: boolean | null
  resolved: boolean | null
  satisfied: boolean | null
  requester_key: string
  district: string
  subdistrict: string
  community: string
  category1: string
  category2: string
  category3: string
  kind: string
  handling: string
  channel: string
  requester: string
  department: string
  enterprise: string
  deadline: string
  language: string
  sector: string
  life_areas: string[]
  good_life: string[]
}

/** mulberry32: a small generator of uniform numbers in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const seconds = (iso: string): number => Date.parse(iso) / 1000
const DAY = 86_400

/** Days around which complaints are dense: both changes of the clocks, 29 February, week 53. */
const BUSY = ['2019-03-10', '2019-11-03', '2020-02-28', '2020-03-08', '2020-11-01', '2021-01-01']
const FIRST = seconds('2018-12-01T05:00:00Z')
const LAST = seconds('2021-02-21T14:00:00Z')
/** Nothing but the source that tells little comes after this. */
const LAST_FULL = seconds('2021-02-20T20:30:17Z')

export function makeComplaints(count: number, seed: number): RawComplaint[] {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const chance = (share: number): boolean => random() < share
  const maybe = (share: number): boolean | null => (chance(share) ? chance(0.7) : null)

  const receipt = (): number => {
    if (chance(0.15)) return seconds(`${pick(BUSY)}T04:00:00Z`) + Math.floor(random() * 2.5 * DAY)
    if (chance(0.15)) return LAST - Math.floor(random() * 60 * DAY)
    return FIRST + Math.floor(random() * (LAST - FIRST))
  }
  const reform = (code: string, old: string, next: string, day: string, at: number): string => {
    if (code !== old && code !== next) return code
    const before = at < seconds(`${day}T04:00:00Z`)
    return before ? code : next
  }

  return Array.from({ length: count }, (_, i): RawComplaint => {
    const received = receipt()
    const source = received > LAST_FULL ? 'bare' : pick(['full', 'full', 'full', 'flags', 'bare'])
    const full = source === 'full'
    const known = full || source === 'flags'
    const closed = known ? chance(0.8) : null
    const closedTime = full && closed ? received + Math.floor(random() ** 3 * 90 * DAY) : null
    const due = full && chance(0.8) ? received + Math.floor((random() - 0.02) * 30 * DAY) : null
    const onTime =
      source === 'flags'
        ? closed
          ? chance(0.6)
          : null
        : closedTime !== null && due !== null
          ? closedTime <= due
          : null
    const rated =
      closedTime !== null && chance(0.5) ? closedTime + Math.floor(random() * 9 * DAY) : null
    const subdistrict = chance(0.1)
      ? 'unknown'
      : reform(pick(Object.keys(SUBDISTRICTS)), 'old-harbor', 'harbor', AREA_REFORM, received)
    const category2 = chance(0.1)
      ? 'unknown'
      : reform(pick(Object.keys(CATEGORIES)), 'noise-old', 'noise', CATEGORY_REFORM, received)
    return {
      source,
      id: `c${i}`,
      received,
      due,
      closedTime,
      rated,
      dispatched: full ? maybe(0.8) : null,
      responded: known ? chance(0.75) : null,
      closed,
      has_due: full ? due !== null : null,
      on_time: onTime,
      resolved: full ? maybe(0.6) : null,
      satisfied: full ? maybe(0.4) : null,
      requester_key: full && chance(0.7) ? `key${Math.floor(random() * 400)}` : '',
      district: SUBDISTRICTS[subdistrict] ?? pick(['unknown', 'north']),
      subdistrict,
      community: pick(['a', 'b', 'unknown']),
      category1: CATEGORIES[category2] ?? 'unknown',
      category2,
      category3: pick(['x', 'y', 'z', 'unknown']),
      kind: pick(['complaint', 'consultation', 'other', 'unknown']),
      handling: pick(['direct', 'dispatched', 'unknown']),
      channel: pick(['phone', 'web', 'unknown']),
      requester: pick(['individual', 'enterprise', 'unknown']),
      department: pick(['Water', 'Public Works', 'unknown']),
      enterprise: chance(0.9) ? 'unknown' : pick(['Acme', 'Globex']),
      deadline: pick(['24h', '7d', 'unknown']),
      language: pick(['en', 'es', 'unknown']),
      sector: pick(['urban management', 'unknown']),
      life_areas: chance(0.3)
        ? []
        : [...new Set([pick(['education', 'housing']), pick(['childcare', 'housing'])])],
      good_life: chance(0.5) ? [] : ['fair'],
    }
  })
}
