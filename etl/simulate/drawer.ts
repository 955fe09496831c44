import { ENGLISH, LOCATED, REPEATED } from './calibration.ts'
import { blankComplaint, type Complaint, WRONG } from './complaint.ts'
import type { DayCalls, Days } from './day.ts'
import { createLifecycle } from './lifecycle.ts'
import { PLACES_A_SUBDISTRICT } from './names.ts'
import type { Plants } from './plants.ts'
import { keyOf, Random } from './random.ts'
import { type DayRates, ratesOf } from './rates.ts'
import { DEADLINE_CLASSES } from './topics.ts'
import type { Volume } from './volume.ts'
import type { World } from './world.ts'

const UNKNOWN_CODES = 0.0012
const IMPOSSIBLE_TIMES = 0.0006

/** Seconds after which what is answered at once is over. */
const ANSWERED = 1200
const URGENT = DEADLINE_CLASSES.findIndex((d) => d.name === '2h')

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
  const rates = new Map<number, DayRates>()
  const ratesAt = (day: number) => {
    const known = rates.get(day)
    if (known) return known
    const found = ratesOf(world, volume.at(day).time)
    rates.set(day, found)
    return found
  }

  const drawWhere = (nth: number) => {
    const extra = c.cell < cellCount ? null : plants.extras[c.cell - cellCount]!
    const cell = extra ? extra.scope.cells[extra.scope.alias.draw(random)]! : c.cell
    c.topic = Math.floor(cell / districts.length)
    c.district = cell - c.topic * districts.length
    const topic = topics[c.topic]!
    c.item = topic.firstItem + topic.items.draw(random)
    c.newKind = extra?.newKind ?? null
    if (extra && extra.scope.item >= 0) c.item = extra.scope.item
    const again = random.unit() < REPEATED && !extra
    if (again) {
      const { block, people } = days.callersAt(c.day)
      caller.seed(seed ^ block, cell, Math.floor(random.unit() * people[cell]!), 4)
    } else caller.seed(seed ^ c.day, c.cell, nth, 5)
    const { alias } = world.callers[cell]!
    c.subdistrict = districts[c.district]!.subdistricts[alias.draw(caller)]!
    if (extra && extra.scope.subdistrict >= 0) c.subdistrict = extra.scope.subdistrict
    c.phone = 13_000_000_000 + Math.floor(caller.unit() * 7) * 1e9 + caller.below(1e9)
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
    c.isEvent = random.unit() < 0.03
    const { point } = subdistricts[c.subdistrict]!
    const located = random.unit() < LOCATED
    const east = random.normal()
    const north = random.normal()
    c.lon = point && located ? Math.round((point.lon + 0.005 * east) * 1e5) : null
    c.lat = point ? Math.round((point.lat + 0.004 * north) * 1e5) : 0
  }

  const drawKind = (urgent: boolean) => {
    const kinds = c.dispatched ? (urgent ? 'urgent' : 'dispatched') : 'direct'
    const { alias, phrases } = world.kinds[kinds]
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
   * The `index`-th complaint of a day, or null where it was over before `after` already.
   */
  return (calls: DayCalls, index: number, after: number): Complaint | null => {
    c.day = calls.day
    c.number = index + 1
    c.cell = calls.cells[index]!
    c.nth = calls.nths[index]!
    c.received = calls.seconds[index]!
    const rate = ratesAt(c.day)
    random.seed(seed ^ c.day, c.cell, c.nth, 3)
    drawWhere(c.nth)
    const item = items[c.item]!
    const urgent = item.deadline === URGENT
    const chance = rate.dispatched[c.topic]!
    c.dispatched = random.unit() < (urgent ? 1 - (1 - chance) * 0.4 : chance)
    if (!c.dispatched && c.received + ANSWERED <= after) return null
    drawKind(urgent)
    drawWho(rate)
    c.department = item.department
    c.cooperating =
      c.dispatched && random.unit() < 0.08 ? keyOf(seed, c.item, random.below(3)) >>> 0 : -1
    if (c.cooperating >= 0) c.cooperating %= departments.length
    drawWrong()
    live(c, rate, random)
    return c
  }
}
export type Drawer = ReturnType<typeof createDrawer>
