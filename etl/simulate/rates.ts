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
} from './calibration.ts'
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
  /** How much longer things take than today. */
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

function passOn(world: World, year: number): Float64Array {
  const { received, epidemic, dispatched } = yearOf(year)
  const chance = (code: string) => PASSED_ON[code] ?? 1
  let mean = (epidemic / received) * chance(EPIDEMIC)
  for (const [code, share] of world.categoryShares) {
    mean += (1 - epidemic / received) * share * chance(code)
  }
  return Float64Array.from(world.topics, (topic) =>
    Math.min(0.95, (dispatched * chance(topic.level1)) / mean),
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
    slowness: interpolate(
      [
        [2019, 1.3],
        [2023, 1],
      ],
      time,
    ),
  }
}
