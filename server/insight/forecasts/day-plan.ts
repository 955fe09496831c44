import type { Prior } from '../../stats/penalised-poisson.ts'
import { makeSparseTerms, type SparseTerms } from '../../stats/sparse-terms.ts'
import type { Calendar, DayKind } from '../calendar.ts'
import { dayText } from './local-days.ts'

/** Days between the points that the level's line goes through. */
const LEVEL_DAYS = 28
/** Points of the year that the season's line goes through. */
const SEASON_POINTS = 26
const YEAR = 365.2425

/** The log-linear model of a day's complaints: level, season of the year, kind of day. */
export interface DayPlan {
  /** The first day of the first row. */
  first: number
  terms: SparseTerms
  levels: number
  /** Coefficients that one series may learn from another: kinds of days. */
  kinds: { place: number; deviation: number; learned: number }[]
}

const BEFORE_NEW_YEAR = [
  [-14, -8],
  [-7, -3],
] as const
const AFTER_NEW_YEAR = [
  [7, 10],
  [11, 15],
] as const

/** How far the logarithm of a kind's factor is from 0, and from that of the series that it is learned from. */
const SPREAD = {
  weekday: [0.5, 0.15],
  makeUp: [0.4, 0.15],
  holiday: [0.6, 0.2],
  named: [0.15, 0.1],
  festival: [0.8, 0.3],
  festivalDay: [0.2, 0.1],
  near: [0.3, 0.2],
  back: [0.1, 0.05],
} as const

/** The parts of the kind of a day: what it is first, then what it is in particular. */
function partsOf(
  kind: DayKind,
  before: DayKind | null,
): [name: string, spread: keyof typeof SPREAD][] {
  const parts: [string, keyof typeof SPREAD][] = []
  if (kind.office === 'usual') {
    parts.push([`weekday:${kind.weekday}`, 'weekday'])
    const back = before?.office === 'holiday' || before?.office === 'springFestival'
    if (back && kind.weekday < 5) parts.push(['back', 'back'])
  } else if (kind.office === 'makeUp') parts.push(['makeUp', 'makeUp'])
  else if (kind.office === 'holiday') {
    parts.push(['holiday', 'holiday'])
    parts.push([`holiday:${kind.holiday}`, 'named'])
  } else {
    parts.push(['festival', 'festival'])
    parts.push([`festival:${kind.sinceNewYear}`, 'festivalDay'])
  }
  const since = kind.sinceNewYear
  if (since !== null && kind.office !== 'springFestival')
    for (const [from, to] of [...BEFORE_NEW_YEAR, ...AFTER_NEW_YEAR])
      if (since >= from && since <= to) parts.push([`near:${from}`, 'near'])
  return parts
}

export function planDays(calendar: Calendar, first: number, days: number): DayPlan {
  const levels = Math.max(2, Math.ceil((days - 1) / LEVEL_DAYS) + 1)
  const seasonAt = levels
  const kindsAt = seasonAt + SEASON_POINTS
  const places = new Map<string, number>()
  const kinds: DayPlan['kinds'] = []
  const rows: [number, number][][] = []
  let before: DayKind | null = null
  for (let i = 0; i < days; i++) {
    const text = dayText(first + i)
    const row: [number, number][] = []
    const level = Math.floor(i / LEVEL_DAYS)
    const part = i / LEVEL_DAYS - level
    row.push([level, 1 - part], [Math.min(level + 1, levels - 1), part])
    const point = (((((first + i) / YEAR) % 1) + 1) % 1) * SEASON_POINTS
    const at = Math.floor(point) % SEASON_POINTS
    row.push([seasonAt + at, 1 - (point - Math.floor(point))])
    row.push([seasonAt + ((at + 1) % SEASON_POINTS), point - Math.floor(point)])
    const kind = calendar(text)
    for (const [name, spread] of partsOf(kind, before)) {
      let place = places.get(name)
      if (place === undefined) {
        place = kindsAt + places.size
        places.set(name, place)
        kinds.push({ place, deviation: SPREAD[spread][0], learned: SPREAD[spread][1] })
      }
      row.push([place, 1])
    }
    rows.push(row)
    before = kind
  }
  return { first, terms: makeSparseTerms(rows, kindsAt + places.size), levels, kinds }
}

const TUNE = { level: 0.03, season: 0.3, seasonRidge: 0.7 }

/** @param parent coefficients of the series from which the kinds of days are learned */
export function priorsOf(plan: DayPlan, parent: ArrayLike<number> | null): Prior[] {
  const { levels } = plan
  const priors: Prior[] = []
  for (let i = 1; i < levels; i++)
    priors.push({
      weights: [
        [i - 1, -1],
        [i, 1],
      ],
      deviation: TUNE.level,
    })
  for (let i = 0; i < SEASON_POINTS; i++) {
    const next = levels + ((i + 1) % SEASON_POINTS)
    priors.push({
      weights: [
        [levels + i, -1],
        [next, 1],
      ],
      deviation: TUNE.season,
    })
    priors.push({ weights: [[levels + i, 1]], deviation: TUNE.seasonRidge })
  }
  for (const { place, deviation, learned } of plan.kinds)
    priors.push(
      parent
        ? { weights: [[place, 1]], near: parent[place]!, deviation: learned }
        : { weights: [[place, 1]], deviation },
    )
  return priors
}
