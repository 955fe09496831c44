import { type CalendarDay, dayNumber, lookUp, SEASONS, seasonOf } from './calendar.ts'
import {
  CALENDAR,
  EPIDEMIC,
  EPIDEMIC_MONTHS,
  FIRST_YEAR,
  GROWTH,
  interpolate,
  LAST_YEAR,
  OFFICE,
  SPREAD,
  YEARS,
} from './calibration.ts'
import { keyOf, normalOf } from './random.ts'
import type { World } from './world.ts'

/** What a year receives; before the published years as the first, after them growing a little. */
export function yearOf(year: number): { received: number; epidemic: number; dispatched: number } {
  const last = YEARS[LAST_YEAR]!
  if (year <= LAST_YEAR) return YEARS[Math.max(year, FIRST_YEAR)]!
  return { ...last, epidemic: 20_000, received: last.received * GROWTH ** (year - LAST_YEAR) }
}

const ordinaryOf = (year: number) => yearOf(year).received - yearOf(year).epidemic

/** How many complaints are to be expected: by day and topic, and by cell (topic and district). */
export interface Volume {
  /** Expected complaints of each topic on a day, noise of weeks and days included. */
  topics(day: number): Float64Array
  /** Factors of mean 1 by cell, for the day and its week. */
  cells(day: number): Float64Array
  /** The same as `topics`, without noise. */
  plain(day: number): Float64Array
  at(day: number): CalendarDay
}

/** A factor of mean 1 with this standard deviation of its logarithm. */
const lognormal = (sd: number, z: number) => Math.exp(sd * z - (sd * sd) / 2)

/** Weights of a week and the three before it: what remains of a week's mood. */
const MEMORY = [1, 0.8, 0.5, 0.3].map((w, _, all) => w / Math.hypot(...all))
const weekOf = (day: number) => Math.floor((day + 3) / 7)

function moodOf(seed: number, week: number, a: number, b: number): number {
  let z = 0
  for (const [back, weight] of MEMORY.entries()) {
    z += weight * normalOf(keyOf(seed, week - back, a, b))
  }
  return z
}

function officeFactor(at: CalendarDay): number {
  if (at.office === 'usual') return CALENDAR.weekdays[at.weekday]!
  return CALENDAR[at.office]
}

function epidemicShape(at: CalendarDay): number {
  const months = EPIDEMIC_MONTHS[at.year]
  if (!months) return 1
  const points = months.map((level, i): [number, number] => [at.year + (i + 0.5) / 12, level])
  return interpolate(points, at.time)
}

export function createVolume(world: World): Volume {
  const { seed, topics, districts } = world
  const levels = [...new Set(topics.map((t) => t.level1))]
  const levelOf = topics.map((t) => levels.indexOf(t.level1))
  const days = new Map<number, CalendarDay>()
  const at = (day: number) => {
    const known = days.get(day)
    if (known) return known
    const found = lookUp(day)
    days.set(day, found)
    return found
  }

  /** Season and calendar of each topic, not normalised. */
  const shapesOf = (day: number): Float64Array => {
    const today = at(day)
    const seasons = SEASONS.map((season) => seasonOf(season, day, today, seed))
    const office = officeFactor(today)
    const byLevel = levels.map((code) =>
      code === EPIDEMIC ? epidemicShape(today) : office ** (OFFICE[code] ?? 1),
    )
    return Float64Array.from(topics, (topic, t) => {
      const season = topic.season === null ? 1 : seasons[SEASONS.indexOf(topic.season)]!
      return season * byLevel[levelOf[t]!]!
    })
  }

  const years = new Map<number, Float64Array>()
  /** Complaints a day of each topic per unit of its shape, so that the year has its total. */
  const unitsOf = (year: number): Float64Array => {
    const known = years.get(year)
    if (known) return known
    const sums = new Float64Array(topics.length)
    for (let day = dayNumber(`${year}-01-01`); day < dayNumber(`${year + 1}-01-01`); day++) {
      shapesOf(day).forEach((shape, t) => {
        sums[t]! += shape
      })
    }
    const units = sums.map((sum, t) => {
      const { level1 } = topics[t]!
      const total =
        level1 === EPIDEMIC
          ? yearOf(year).epidemic
          : ordinaryOf(year) * world.categoryShares.get(level1)!
      return (total * world.topicShares[t]!) / sum
    })
    years.set(year, units)
    return units
  }

  /** The real city's complaints: the years' totals, rising within a year as they do between years. */
  const real = (day: number): Float64Array => {
    const today = at(day)
    const { year } = today
    const slope = (ordinaryOf(year + 1) - ordinaryOf(year - 1)) / (2 * ordinaryOf(year))
    const rise = 1 + slope * (today.time - year - 0.5)
    const units = unitsOf(year)
    return shapesOf(day).map(
      (shape, t) => shape * units[t]! * (topics[t]!.level1 === EPIDEMIC ? 1 : rise),
    )
  }

  let sum = 0
  for (let day = world.firstDay; day < world.endDay; day++) {
    for (const value of real(day)) sum += value
  }
  const scale = (world.plan.perDay * (world.endDay - world.firstDay)) / sum

  /** A slow change of each topic: straight lines between half-years. */
  const drift = (day: number, t: number) => {
    const half = Math.floor(day / 182)
    const part = day / 182 - half
    const a = normalOf(keyOf(seed, half, t, 37))
    const b = normalOf(keyOf(seed, half + 1, t, 37))
    return lognormal(SPREAD.drift, a * (1 - part) + b * part)
  }

  const plain = (day: number) => real(day).map((value, t) => value * scale * drift(day, t))

  let week = Number.NaN
  let ofTopics = new Float64Array()
  let ofCells = new Float64Array()
  const turnWeek = (day: number) => {
    if (weekOf(day) === week) return
    week = weekOf(day)
    ofTopics = Float64Array.from(topics, (_, t) =>
      lognormal(SPREAD.topicWeek, moodOf(seed, week, t, 41)),
    )
    ofCells = Float64Array.from({ length: topics.length * districts.length }, (_, cell) =>
      lognormal(SPREAD.cellWeek, moodOf(seed, week, cell, 43)),
    )
  }

  return {
    at,
    plain,
    topics(day) {
      turnWeek(day)
      const ofLevels = levels.map((_, level) =>
        lognormal(SPREAD.categoryDay, normalOf(keyOf(seed, day, level, 47))),
      )
      const ofCity = lognormal(SPREAD.cityDay, normalOf(keyOf(seed, day, 53)))
      return plain(day).map((value, t) => value * ofCity * ofTopics[t]! * ofLevels[levelOf[t]!]!)
    },
    cells(day) {
      turnWeek(day)
      const n = districts.length
      const ofDistricts = Float64Array.from({ length: levels.length * n }, (_, i) =>
        lognormal(SPREAD.districtDay, normalOf(keyOf(seed, day, i, 59))),
      )
      return ofCells.map((factor, cell) => {
        const level = levelOf[Math.floor(cell / n)]!
        return factor * ofDistricts[level * n + (cell % n)]!
      })
    },
  }
}
