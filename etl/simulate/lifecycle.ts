import { DAY } from './calendar.ts'
import { DRAGGING, EPIDEMIC, RATED, RETURNED } from './calibration.ts'
import { type Complaint, EVENT } from './complaint.ts'
import type { Plants } from './planting.ts'
import type { Random } from './random.ts'
import { type DayRates, EFFECT, SECOND_CHANCE } from './rates.ts'
import { DEADLINE_CLASSES } from './topics.ts'
import type { World } from './world.ts'

const HOUR = 3600
/** Days after which nothing happens to a complaint any more. */
export const LIFE_DAYS = 45
const MOST_TO_CLOSE = 21 * DAY
/** What drags on closes so long after its due time at most: a multiple of the time given, and days. */
const LATEST = { times: 8, days: 25 }
const FAILED_SLOWNESS = 3
const FAILED_RESOLUTION = 0.3

/** Moves a time into the hours at which people work, 8 to 20, never back. */
function atWork(second: number): number {
  const clock = second % DAY
  if (clock < 8 * HOUR) return second - clock + 8 * HOUR + (clock % HOUR)
  if (clock >= 20 * HOUR) return second - clock + DAY + 8 * HOUR + (clock % HOUR)
  return second
}

const chance = (logit: number) => 1 / (1 + Math.exp(-logit))

/** Each event is later than the one before. */
function add(c: Complaint, what: number, at: number): void {
  const before = c.events === 0 ? c.received : c.at[c.events - 1]!
  c.what[c.events] = what
  c.at[c.events++] = Math.floor(Math.max(at, before + 30))
}
const last = (c: Complaint) => c.at[c.events - 1]!

function judge(c: Complaint, visit: 0 | 1, p: number, rate: DayRates, random: Random): void {
  const resolved = random.unit() < p
  c.resolved[visit] = resolved
  c.satisfied[visit] =
    random.unit() < (resolved ? rate.satisfied.resolved : rate.satisfied.unresolved)
}

/** Lets complaints live: adds their events and how they are rated. */
export function createLifecycle(world: World, plants: Plants) {
  const { items, topics, departments, districtEffects } = world

  return (c: Complaint, rate: DayRates, random: Random): void => {
    c.events = 0
    c.what[0] = EVENT.received
    c.at[c.events++] = c.received
    if (!c.dispatched) {
      add(c, EVENT.closed, c.received + 60 + random.below(900))
      return
    }
    const { deadline, topic } = items[c.item]!
    const { due, respond, close } = DEADLINE_CLASSES[deadline]!
    const failed = plants.failed.some(
      (f) => f.department === c.department && c.day >= f.fromDay && c.day < f.toDay,
    )
    const effect = c.department < 0 ? 0 : departments[c.department]!.effect
    const slow = rate.slowness * Math.exp(-0.12 * effect) * (failed ? FAILED_SLOWNESS : 1)
    const after = Math.exp(0.9 * random.normal()) * Math.min(20 * 60, respond * 1200)
    add(c, EVENT.dispatched, c.received + Math.min(after, 10 * HOUR))
    const responding = respond * slow * Math.exp(0.6 * random.normal()) * HOUR
    if (random.unit() < rate.responded) {
      add(c, EVENT.responded, last(c) + Math.min(responding, 6 * DAY))
    }
    const closing = close * slow * Math.exp(0.45 * random.normal()) * HOUR
    if (random.unit() < DRAGGING) {
      const late = Math.min(LATEST.times * due * HOUR, LATEST.days * DAY) * random.unit()
      add(c, EVENT.closed, atWork(c.received + due * HOUR + late))
      return
    }
    const closed = c.received + Math.min(closing, MOST_TO_CLOSE)
    add(c, EVENT.closed, close > 24 ? atWork(closed) : closed)
    if (random.unit() >= RATED) return
    const epidemic = topics[topic]!.level1 === EPIDEMIC
    const logit =
      (epidemic ? rate.epidemicResolved : rate.resolved) +
      EFFECT.department * effect +
      EFFECT.area * districtEffects[c.district]!
    add(c, EVENT.rated, atWork(last(c) + DAY * (0.6 + 6 * random.unit() ** 2)))
    judge(c, 0, failed ? FAILED_RESOLUTION : chance(logit), rate, random)
    if (c.resolved[0] || random.unit() >= RETURNED) return
    add(c, EVENT.returned, last(c) + HOUR * (1 + 10 * random.unit()))
    add(c, EVENT.closed, atWork(last(c) + DAY * (0.5 + 5 * random.unit())))
    add(c, EVENT.rated, atWork(last(c) + DAY * (0.6 + 4 * random.unit())))
    judge(c, 1, failed ? FAILED_RESOLUTION : SECOND_CHANCE, rate, random)
  }
}
