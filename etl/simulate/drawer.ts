import { ENGLISH, LOCATED, REPEATED, URGENT_PASSED_ON } from './calibration.ts'
import { blankComplaint, type Complaint, WRONG } from './complaint.ts'
import { type DayCalls, type Days, termOf } from './day.ts'
import { createLifecycle } from './lifecycle.ts'
import { PLACES_A_SUBDISTRICT } from './names.ts'
import type { Plants } from './planting.ts'
import { keyOf, Random } from './random.ts'
import { type DayRates, ratesOf } from './rates.ts'
import { URGENT } from './topics.ts'
import type { Volume } from './volume.ts'
import type { World } from './world.ts'

const UNKNOWN_CODES = 0.0012
/** Share of complaints that are noted to be about one event with others of their day and place. */
const EVENTS = { usual: 0.03, planted: 0.4 }
/** Outbreaks are complaints rather than questions. */
const PLANTED_PASSED_ON = 0.7
const IMPOSSIBLE_TIMES = 0.0006

/** Seconds after which what is answered at once is over. */
const ANSWERED = 1200

/**
 * Draws complaints, each from streams of its own, so that none depends on another. It fills the same
 * object again and again.
 */
export function createDrawer(world: World, volume: Volume, plants: Plants, days: Days) {
  const { seed, districts, subdistricts, topics, items, departments, words } = world
  const cellCount = topics.length * districts.length
  const random = new Random()
  const caller = new Random()
  const c = blankComplaint()
  const live = createLifecycle(world, plants)
  let rate: DayRates | null = null
  /** The cell that the complaint would have come from, were it not planted. */
  let home = 0

  const drawWhat = () => {
    const extra = c.cell < cellCount ? null : plants.extras[c.cell - cellCount]!
    home = extra ? extra.scope.cells[extra.scope.alias.draw(random)]! : c.cell
    c.topic = Math.floor(home / districts.length)
    c.district = home - c.topic * districts.length
    c.item = topics[c.topic]!.firstItem + world.itemsOf.draw(c.topic, random)
    if (extra && extra.scope.item >= 0) c.item = extra.scope.item
    c.newKind = extra ? extra.newKind : null
  }

  const drawCaller = () => {
    const again = random.unit() < REPEATED && c.cell < cellCount
    if (again) {
      const nth = random.below(days.callersAt(c.day)[home]!)
      caller.seed(seed ^ termOf(c.day, home, nth), home, nth, 4)
    } else caller.seed(seed ^ c.day, c.cell, c.nth, 5)
    c.subdistrict = districts[c.district]!.subdistricts[world.callers.draw(home, caller)]!
    const only = c.cell < cellCount ? -1 : plants.extras[c.cell - cellCount]!.scope.subdistrict
    if (only >= 0) c.subdistrict = only
    c.phone = 13_000_000_000 + caller.below(7) * 1e9 + caller.below(1e9)
    c.place = caller.below(PLACES_A_SUBDISTRICT)
  }

  const drawWho = (rate: DayRates) => {
    const channel = random.unit()
    const enterprise = channel < rate.enterprise
    const phone = !enterprise && channel < rate.enterprise + rate.phone
    const online = world.online.phrases[world.online.alias.draw(random)]!
    c.channel = enterprise ? words.enterprise! : phone ? words.phone! : online
    const company = enterprise || random.unit() < 0.012
    c.requester = company ? words.enterprise! : words.individual!
    c.english = random.unit() < ENGLISH
    c.isEvent = random.unit() < (c.cell < cellCount ? EVENTS.usual : EVENTS.planted)
    const { point } = subdistricts[c.subdistrict]!
    const located = random.unit() < LOCATED
    const east = random.normal()
    const north = random.normal()
    c.lon = point && located ? Math.round((point.lon + 0.005 * east) * 1e5) : null
    c.lat = point ? Math.round((point.lat + 0.004 * north) * 1e5) : 0
  }

  const drawKind = () => {
    const { alias, phrases } = world.kinds[c.dispatched ? items[c.item]!.kinds : 'direct']
    c.kind = phrases[alias.draw(random)]!
  }

  const drawWrong = () => {
    const u = random.unit()
    c.before = 3600 + random.below(86_400)
    c.wrong = WRONG.nothing
    if (!world.plan.plants) return
    if (u < UNKNOWN_CODES) c.wrong = 1 + Math.floor((u / UNKNOWN_CODES) * 4)
    else if (u < UNKNOWN_CODES + IMPOSSIBLE_TIMES) c.wrong = WRONG.closing
  }

  /**
   * The `index`-th complaint of a day, or null where all was over by `after`.
   * @param keep says of those which are wanted all the same, where any are
   */
  return (
    calls: DayCalls,
    index: number,
    after: number,
    keep: ((c: Complaint) => boolean) | null,
  ): Complaint | null => {
    if (c.day !== calls.day || rate === null) rate = ratesOf(world, volume.at(calls.day).time)
    c.day = calls.day
    c.number = index + 1
    c.cell = calls.cells[index]!
    c.nth = calls.nths[index]!
    c.received = calls.seconds[index]!
    random.seed(seed ^ c.day, c.cell, c.nth, 3)
    drawWhat()
    const item = items[c.item]!
    const urgent = item.deadline === URGENT
    const usual = rate.dispatched[c.topic]!
    const chance = c.cell < cellCount ? usual : Math.max(usual, PLANTED_PASSED_ON)
    c.dispatched = random.unit() < (urgent ? chance + (1 - chance) * URGENT_PASSED_ON : chance)
    if (!c.dispatched && c.received + ANSWERED <= after) return null
    c.department = item.department
    live(c, rate, random)
    if (c.at[c.events - 1]! <= after && !keep?.(c)) return null
    drawCaller()
    drawKind()
    drawWho(rate)
    c.cooperating = -1
    if (c.dispatched && random.unit() < 0.08) {
      c.cooperating = (keyOf(seed, c.item, random.below(3)) >>> 0) % departments.length
    }
    drawWrong()
    return c
  }
}
export type Drawer = ReturnType<typeof createDrawer>
