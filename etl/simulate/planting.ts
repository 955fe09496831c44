import { dayText } from './calendar.ts'
import { EPIDEMIC } from './calibration.ts'
import { type NewKind, type Shape, shapeAt } from './plant-kinds.ts'
import { Random } from './random.ts'
import type { Scope } from './scope.ts'
import type { Topic } from './topics.ts'
import type { Plant } from './truth.ts'
import type { Volume } from './volume.ts'
import type { World } from './world.ts'

/** Complaints beyond what is to be expected. */
interface Extra {
  scope: Scope
  fromDay: number
  /** Expected number on each day from `fromDay` on. */
  rates: Float64Array
  newKind: NewKind | null
}

/** What is planted, in the form that the simulation asks for. */
export interface Plants {
  list: Plant[]
  extras: Extra[]
  /** How many complaints an extra has on a day. */
  count(extra: number, day: number): number
  /** Topics that a campaign has made rarer: what is left of them. */
  campaigns: { topic: number; fromDay: number; left: number }[]
  failed: { department: number; fromDay: number; toDay: number }[]
  missing: { day: number; hour: number } | null
}

/** Days [from, to). */
export interface Stretch {
  from: number
  to: number
}

/** What those who plant work with: the city, the dice, and the list of what is planted. */
export interface Planting {
  world: World
  volume: Volume
  plants: Plants
  random: Random
  /** Days of the window. */
  length: number
  /** Topics that have been planted: each has one plant, or their effects could not be told apart. */
  used: Set<string>
  /** The topics that may be planted: all but the epidemic, and those used. */
  free(): Topic[]
  within(range: readonly [number, number]): number
  pick<T>(list: readonly T[]): T
  /** Adds complaints. @returns how many */
  spread(scope: Scope, when: Stretch, shape: Shape, peak: number, newKind?: NewKind): number
  note(plant: Omit<Plant, 'id' | 'from' | 'to'>, when: Stretch): void
}

const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits

export function beginPlanting(world: World, volume: Volume): Planting {
  const random = new Random()
  const draws = new Random()
  const used = new Set<string>()
  const plants: Plants = {
    list: [],
    extras: [],
    campaigns: [],
    failed: [],
    missing: null,
    count(extra, day) {
      const { fromDay, rates } = plants.extras[extra]!
      const rate = rates[day - fromDay]
      if (rate === undefined) return 0
      draws.seed(world.seed, extra, day, 53)
      return draws.poisson(rate)
    },
  }
  return {
    world,
    volume,
    plants,
    random,
    used,
    length: world.endDay - world.firstDay,
    free: () => world.topics.filter((t) => t.level1 !== EPIDEMIC && !used.has(t.code)),
    within: ([from, to]) => from + random.unit() * (to - from),
    pick: (list) => list[random.below(list.length)]!,
    spread(scope, { from, to }, shape, peak, newKind) {
      const rates = Float64Array.from(
        { length: to - from },
        (_, i) => peak * shapeAt(shape, (i + 0.5) / (to - from)),
      )
      const number =
        plants.extras.push({ scope, fromDay: from, rates, newKind: newKind ?? null }) - 1
      let planted = 0
      for (let day = from; day < to; day++) planted += plants.count(number, day)
      return planted
    },
    note(plant, { from, to }) {
      plants.list.push({
        id: `${plant.kind}-${plants.list.filter((p) => p.kind === plant.kind).length + 1}`,
        ...plant,
        expectedPerDay: rounded(plant.expectedPerDay, 3),
        excessSd: rounded(plant.excessSd, 2),
        from: dayText(from),
        to: dayText(to),
      })
    },
  }
}
