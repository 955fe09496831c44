import { countTails } from '../../stats/count-distribution.ts'
import { fitSeason, logMeanAt, logMeanVarianceAt } from '../../stats/season-fit.ts'
import {
  gatherHistory,
  planSeason,
  type SeasonOptions,
  type SeasonPlan,
  WEEKLY_SEASON,
} from '../../stats/season-plan.ts'
import { steadyDispersion, usualGrowth, type Varied } from './spread.ts'
import { learnOffice, type WeekDays } from './week-effects.ts'

/** The weeks of a category in the whole city; '' is all complaints. */
interface CityWeeks {
  category: string
  /** '' of a category of the first level. */
  parent: string
  level: 0 | 1 | 2 | 3
  counts: ArrayLike<number>
}

/** What all series of a night have in common. */
export interface WatchInput {
  /** Weeks of a series; the last is judged. */
  weeks: number
  days: WeekDays
  city: readonly CityWeeks[]
  /** Some series of parts of the city: they tell how parts vary. */
  parts?: readonly { category: string; counts: ArrayLike<number> }[]
  /** Of each category of the first level, and of '': which part of the last week its last day is, and its last three. */
  shares: Readonly<Record<string, readonly [day: number, threeDays: number]>>
}

/** What is looked at: how many of the last days. */
export type Window = 14 | 7 | 3 | 1

/** What is said of a series. */
export interface Judgement {
  window: Window
  observed: number
  expected: number
  /** Variance over mean of a count to come. */
  dispersion: number
  /** How often chance alone would bring as many, for the window where that is least likely. */
  pValue: number
  /** What was expected in each window. */
  expectedIn: Readonly<Record<Window, number>>
  /** Comparable weeks were as high: those of earlier years, or the last two months. */
  usual: boolean
}

/** Fewer cases in a week are no alarm, whatever was expected. */
export const LEAST_CASES = 5
/** As high as comparable weeks is what chance would bring so often from their level. */
const USUAL = 0.01
/** What makes one week higher than another mostly lasts: two weeks together vary by so much more. */
const LASTING = 1.2
/** And three days by so much less. */
const THREE_DAYS = 0.6
/** How far about the same week of an earlier year, and over which weeks before the level is compared. */
const ABOUT = 2
const BEFORE = { first: 2, last: 9 }
/** So many cases more are put to both sides of a ratio of levels. */
const STEADY = 5

/** A part of the city, and an item of a topic, go with the season of the whole but for what they tell. */
const PART: SeasonOptions = {
  ...WEEKLY_SEASON,
  priors: { wave: 0.25, trendOfPeriod: 0.3, covariate: 0.3 },
}
const ITEM: SeasonOptions = {
  ...WEEKLY_SEASON,
  priors: { wave: 0.5, trendOfPeriod: 0.4, covariate: 0.5 },
}

/** log(mean) of the points of a plan, as it was fitted. */
const profileOf = (plan: SeasonPlan): Float64Array =>
  Float64Array.from(plan.offsets, (_, i) => logMeanAt(plan, i))

function tail(count: number, mean: number, dispersion: number): number {
  return count === 0 || mean <= 0 ? 1 : countTails(count, { mean, dispersion }).upper
}

/**
 * The highest level of the comparable weeks of a series: the mean of the last two months, and the same
 * weeks of earlier years, as far as the level has grown since.
 */
function usualLevel(counts: ArrayLike<number>): number {
  const now = counts.length - 1
  const levelAt = (week: number): number => {
    let sum = 0
    for (let back = BEFORE.first; back <= BEFORE.last; back++) sum += counts[week - back] ?? 0
    return sum
  }
  const lately = levelAt(now)
  let highest = lately / (BEFORE.last - BEFORE.first + 1)
  for (let then = now - 52; then + ABOUT >= 0; then -= 52) {
    const grown = then < BEFORE.last ? 1 : Math.max(1, (lately + STEADY) / (levelAt(then) + STEADY))
    for (let week = Math.max(0, then - ABOUT); week <= then + ABOUT; week++)
      highest = Math.max(highest, counts[week]! * grown)
  }
  return highest
}

/** Judges series of a night; one at a time. */
export interface Watch {
  /**
   * @param counts of the weeks, the last of which is judged
   * @param days of the last three days
   * @returns null where nothing can be said: too short a history, or no case before
   */
  judge(
    series: { area: string; category: string },
    counts: ArrayLike<number>,
    days: ArrayLike<number>,
  ): Judgement | null
}

/**
 * Gets ready to judge all series of a night: fits the seasons of the whole city's categories, from which
 * those of its parts are known. Null where the history is too short.
 */
export function createWatch({ weeks, days, city, parts = [], shares }: WatchInput): Watch | null {
  const point = weeks - 1
  const covariates = [...days.office, ...days.festival]
  const own = planSeason(point, WEEKLY_SEASON, { offsets: [], covariates })
  const topic = planSeason(point, WEEKLY_SEASON, { offsets: [], covariates: days.festival })
  const item = planSeason(point, ITEM, { offsets: [], covariates: days.festival })
  const part = planSeason(point, PART, { offsets: [], covariates: days.festival })
  if (!own || !topic || !item || !part) return null
  const office = new Map<string, Float64Array>()
  const profiles = new Map<string, Float64Array>()
  const known = new Map(city.map((one) => [one.category, one]))

  const rootOf = (category: string): string => {
    let at = known.get(category)
    while (at && at.level > 1) at = known.get(at.parent)
    return at?.category ?? ''
  }
  /** The plan for a category of the whole city, with what is known from the one above. */
  const planOf = (one: CityWeeks): SeasonPlan => {
    if (one.level <= 1) return own
    const above = one.level === 3 ? profiles.get(one.parent) : undefined
    const plan = above ? item : topic
    plan.offsets.set(above ?? office.get(rootOf(one.category)) ?? plan.offsets.fill(0))
    return plan
  }
  const fitTo = (counts: ArrayLike<number>, plan: SeasonPlan): Varied | null => {
    const { known: told, sum } = gatherHistory(counts, plan)
    const dispersion = sum === 0 ? null : fitSeason(plan, told, sum)
    return dispersion === null ? null : { dispersion, mean: sum / told }
  }
  const variedCity: Varied[] = []
  for (const level of [0, 1, 2, 3]) {
    for (const one of city) {
      if (one.level !== level) continue
      if (level === 1) {
        const offsets = learnOffice(one.counts, point, days, WEEKLY_SEASON)
        office.set(
          one.category,
          Float64Array.from(own.offsets, (_, i) => offsets[placeOf(own, i)]!),
        )
      }
      const plan = planOf(one)
      const varied = fitTo(one.counts, plan)
      if (varied === null) continue
      variedCity.push(varied)
      profiles.set(one.category, profileOf(plan))
    }
  }

  /** The plan for a category of a part of the city, or of the whole. */
  const planFor = (area: string, category: string): SeasonPlan => {
    const above = known.get(category)
    const profile = area === '' ? undefined : profiles.get(category)
    const plan = profile ? part : above ? planOf(above) : topic
    if (profile) plan.offsets.set(profile)
    else if (!above) plan.offsets.fill(0)
    return plan
  }
  const variedParts = parts.flatMap(
    ({ category, counts }) => fitTo(counts, planFor('part', category)) ?? [],
  )
  const growths = { city: usualGrowth(variedCity), parts: usualGrowth(variedParts) }

  return {
    judge({ area, category }, counts, recent) {
      const plan = planFor(area, category)
      const varied = fitTo(counts, plan)
      if (varied === null) return null
      const { dispersion } = varied
      const at = plan.counts.length
      const growth = area === '' ? growths.city : growths.parts
      const spreadAt = (i: number) => {
        const mean = Math.exp(logMeanAt(plan, i))
        const varies =
          growth === null
            ? Math.max(dispersion, 1 + plan.spread.growth * mean)
            : steadyDispersion(dispersion, mean, growth)
        return { mean, dispersion: varies * (1 + mean * logMeanVarianceAt(plan, i)) }
      }
      const now = spreadAt(at + 1)
      const last = spreadAt(at)
      if (!(now.mean > 0 && now.dispersion < Infinity && last.mean > 0)) return null
      const week = counts[point]!
      const [shareOfDay, shareOfThree] = shares[rootOf(category)] ?? [1 / 7, 3 / 7]
      const day = recent[2]!
      const lastingly = 1 + LASTING * (Math.max(now.dispersion, last.dispersion) - 1)
      const briefly = 1 + THREE_DAYS * (now.dispersion - 1)
      const looked = (window: Window, observed: number, expected: number, dispersion: number) => ({
        ...{ window, observed, expected, dispersion },
        pValue: tail(observed, expected, dispersion),
      })
      const found = [
        looked(14, week + counts[point - 1]!, now.mean + last.mean, lastingly),
        looked(7, week, now.mean, now.dispersion),
        looked(3, recent[0]! + recent[1]! + day, now.mean * shareOfThree, briefly),
        looked(1, day, now.mean * shareOfDay, now.dispersion),
      ]
      const clearest = found.reduce((a, b) => (b.pValue < a.pValue ? b : a))
      const level = usualLevel(counts)
      const isUsual = ({ observed, expected, dispersion }: (typeof found)[number]): boolean =>
        tail(observed, (level * expected) / now.mean, dispersion) > USUAL
      return {
        ...clearest,
        expectedIn: Object.fromEntries(
          found.map(({ window, expected }) => [window, expected]),
        ) as Record<Window, number>,
        usual: week < LEAST_CASES || (level > now.mean && isUsual(clearest)),
      }
    },
  }
}

/** The week of a point of a plan. */
const placeOf = (plan: SeasonPlan, i: number): number =>
  i < plan.counts.length ? plan.from + i : plan.point - 1 + (i - plan.counts.length)
