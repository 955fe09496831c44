import { DAY } from './calendar.ts'
import { REPEATED, SPREAD } from './calibration.ts'
import type { Plants } from './planting.ts'
import { Random } from './random.ts'
import type { Volume } from './volume.ts'
import type { World } from './world.ts'

/** The complaints of a day in order of receipt: which cell, which of its complaints, which second. */
export interface DayCalls {
  day: number
  count: number
  /** topic * districts + district; from the number of cells on, the extras that are planted. */
  cells: Int32Array
  nths: Int32Array
  seconds: Int32Array
}

/** Days that are kept for the next extract, which goes over most of them again. */
const KEPT_DAYS = 80
const KEPT_CALLS = 1_200_000

const DAYS_A_CALLER = 75
/**
 * The term of the `nth` who calls again about a topic in a district: after it another person has that
 * place. Terms begin on different days, so that no day has only new callers.
 */
export const termOf = (day: number, cell: number, nth: number): number =>
  Math.floor((day + ((nth * 7 + cell * 13) % DAYS_A_CALLER)) / DAYS_A_CALLER)
/** Calls of one who calls again, in that time. */
const CALLS_A_CALLER = 3.2
const SHAPE = 1 / SPREAD.cellDay ** 2
const INDEX = 2 ** 24

/** Decides how many complaints a day brings, where, and when. */
export function createDays(world: World, volume: Volume, plants: Plants) {
  const { seed, topics, districts } = world
  const cellCount = topics.length * districts.length
  const random = new Random()
  let cells = new Int32Array(1 << 14)
  let nths = new Int32Array(1 << 14)
  let seconds = new Int32Array(1 << 14)

  const grow = () => {
    const twice = (from: Int32Array) => {
      const to = new Int32Array(from.length * 2)
      to.set(from)
      return to
    }
    cells = twice(cells)
    nths = twice(nths)
    seconds = twice(seconds)
  }

  const callers = new Map<number, Float64Array>()
  /** How many people call again about each topic in each district, around a day. */
  const callersAt = (day: number): Float64Array => {
    const block = Math.floor(day / DAYS_A_CALLER)
    let people = callers.get(block)
    if (!people) {
      const means = volume.plain(block * DAYS_A_CALLER + Math.floor(DAYS_A_CALLER / 2))
      people = Float64Array.from({ length: cellCount }, (_, cell) => {
        const mean = means[Math.floor(cell / districts.length)]! * world.districtShares[cell]!
        return Math.max(1, Math.round((mean * DAYS_A_CALLER * REPEATED) / CALLS_A_CALLER))
      })
      callers.set(block, people)
    }
    return people
  }

  const kept = new Map<number, DayCalls>()
  let keptCalls = 0
  const callsOf = (day: number): DayCalls => {
    const known = kept.get(day)
    if (known) return known
    const calls = makeCalls(day)
    kept.set(day, calls)
    keptCalls += calls.count
    for (const [oldest, { count }] of kept) {
      if (kept.size <= KEPT_DAYS && keptCalls <= KEPT_CALLS) break
      kept.delete(oldest)
      keptCalls -= count
    }
    return calls
  }

  const makeCalls = (day: number): DayCalls => {
    const means = volume.topics(day)
    const moods = volume.cells(day)
    for (const campaign of plants.campaigns) {
      if (day >= campaign.fromDay) means[campaign.topic]! *= campaign.left
    }
    const missing = plants.missing?.day === day ? plants.missing.hour : -1
    let count = 0
    const place = (cell: number, n: number, hours: number) => {
      for (let nth = 0; nth < n; nth++) {
        random.seed(seed ^ day, cell, nth, 1)
        let second = world.hours[hours]!.draw(random) * 3600 + random.below(3600)
        if (Math.floor(second / 3600) === missing) {
          // What is planted is there in full: it comes an hour later.
          if (cell < cellCount) continue
          second += 3600
        }
        if (count === cells.length) grow()
        cells[count] = cell
        nths[count] = nth
        seconds[count++] = second
      }
    }
    random.seed(seed ^ day, 0, 0, 2)
    const numbers = new Uint32Array(cellCount)
    for (let t = 0, cell = 0; t < topics.length; t++) {
      const mean = means[t]!
      for (let d = 0; d < districts.length; d++, cell++) {
        const expected = mean * world.districtShares[cell]! * moods[cell]!
        numbers[cell] = random.poisson(expected * random.gamma(SHAPE))
      }
    }
    for (let t = 0, cell = 0; t < topics.length; t++) {
      const { hours } = topics[t]!
      for (let d = 0; d < districts.length; d++, cell++) {
        if (numbers[cell]! > 0) place(cell, numbers[cell]!, hours)
      }
    }
    plants.extras.forEach((_, extra) => {
      place(cellCount + extra, plants.count(extra, day), world.hours.length - 1)
    })
    const order = new Float64Array(count)
    for (let i = 0; i < count; i++) order[i] = seconds[i]! * INDEX + i
    order.sort()
    const at = (i: number) => order[i]! % INDEX
    return {
      day,
      count,
      cells: Int32Array.from(order, (_, i) => cells[at(i)]!),
      nths: Int32Array.from(order, (_, i) => nths[at(i)]!),
      seconds: Int32Array.from(order, (_, i) => day * DAY + seconds[at(i)]!),
    }
  }

  return { callsOf, callersAt }
}
export type Days = ReturnType<typeof createDays>
