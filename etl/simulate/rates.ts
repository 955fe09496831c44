import {
  ENTERPRISE,
  EPIDEMIC,
  EPIDEMIC_2020,
  interpolate,
  PASSED_ON,
  PHONE,
  RESOLUTION,
  RESPONSE,
  RETURNED,
  SATISFACTION,
  SLOWNESS,
  URGENT_PASSED_ON,
} from './calibration.ts'
import { URGENT } from './topics.ts'
import { yearOf } from './volume.ts'
import type { World } from './world.ts'

/** Chances that hold for a day. */
export interface DayRates {
  phone: number
  enterprise: number
  /** By topic: to be passed on to a department or an area. */
  dispatched: Float64Array
  responded: number
  /** Of the first rating, as a logit, before what department and area add. */
  resolved: number
  epidemicResolved: number
  /** Of the satisfied, given that the matter is resolved and that it is not. */
  satisfied: { resolved: number; unresolved: number }
  /** How much longer things take than DEADLINES says. */
  slowness: number
}

/** Chance that the second rating of a returned complaint is good. */
export const SECOND_CHANCE = 0.5

const logit = (p: number) => Math.log(p / (1 - p))
/** Spread that department and area add to the logit; a wider one draws the mean towards a half. */
export const EFFECT = { department: 0.35, area: 0.25 } as const
const SHRINK = Math.sqrt(1 + (Math.PI / 8) * (EFFECT.department ** 2 + EFFECT.area ** 2))

/** First rating such that, with what is returned and rated again, the published rate comes out. */
const firstRating = (rate: number) => {
  const second = RETURNED * SECOND_CHANCE
  return logit((rate - second) / (1 - second)) * SHRINK
}

/** Share of each topic that is urgent. */
const urgencyOf = (world: World): Float64Array =>
  Float64Array.from(world.topics, ({ itemShares, firstItem }) =>
    itemShares.reduce(
      (sum, share, i) => sum + (world.items[firstItem + i]!.deadline === URGENT ? share : 0),
      0,
    ),
  )

/** Chances to be passed on, by topic, such that over the year's topics the published share comes out. */
function passOn(world: World, year: number): Float64Array {
  const { received, epidemic, dispatched } = yearOf(year)
  const urgency = urgencyOf(world)
  let urgent = 0
  let slope = 0
  for (const [t, { level1 }] of world.topics.entries()) {
    const category =
      level1 === EPIDEMIC
        ? epidemic / received
        : (1 - epidemic / received) * world.categoryShares.get(level1)!
    const share = category * world.topicShares[t]!
    urgent += share * urgency[t]! * URGENT_PASSED_ON
    slope += share * (PASSED_ON[level1] ?? 1) * (1 - urgency[t]! * URGENT_PASSED_ON)
  }
  return Float64Array.from(world.topics, ({ level1 }) =>
    Math.min(0.95, ((dispatched - urgent) / slope) * (PASSED_ON[level1] ?? 1)),
  )
}

/** @param time in years */
export function ratesOf(world: World, time: number): DayRates {
  const year = Math.floor(time)
  const resolution = interpolate(RESOLUTION, time)
  const satisfaction = interpolate(SATISFACTION, time)
  const resolved = satisfaction + 0.6 * (1 - satisfaction)
  const middle = (points: readonly (readonly [number, number])[]) => interpolate(points, time - 0.5)
  return {
    phone: middle(PHONE),
    enterprise: middle(ENTERPRISE),
    dispatched: passOn(world, year),
    responded: middle(RESPONSE),
    resolved: firstRating(resolution),
    epidemicResolved: firstRating(year === 2020 ? EPIDEMIC_2020.resolution : resolution),
    satisfied: {
      resolved,
      unresolved: Math.max(0.02, (satisfaction - resolution * resolved) / (1 - resolution)),
    },
    slowness: interpolate(SLOWNESS, time),
  }
}
