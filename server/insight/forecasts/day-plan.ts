import type { Prior } from '../../stats/penalised-poisson.ts'
import { makeSparseTerms, type SparseTerms } from '../../stats/sparse-terms.ts'
import type { Calendar, DayKind } from '../calendar.ts'
import { dayText } from '../local-days.ts'

/**
 * A log-linear model of a day's complaints: a level that moves, a season of the year, and the kind of the
 * day. The coefficients are those of the level's points, then of the season's, then of the kinds.
 */
export interface DayPlan {
  terms: SparseTerms
  /** How many points the level has. */
  levels: number
  /** The coefficients of the kinds of days, with the standard deviations of their priors. */
  kinds: { place: number; spread: Spread }[]
}

/** Of a logarithm: from 0, and from what other series have. Wide enough not to decide what counts tell. */
interface Spread {
  alone: number
  learned: number
}

/** Days between the points that the level's line goes through. */
const LEVEL_DAYS = 28
/** Points of the year that the season's line goes through. */
const SEASON_POINTS = 26
const YEAR = 365.2425

/** Standard deviations of the level's change between its points, of the season's, and of the season. */
const LEVEL_DEVIATION = 0.03
const SEASON_STEP_DEVIATION = 0.2
const SEASON_DEVIATION = 0.4

const SPREADS = {
  weekday: { alone: 0.5, learned: 0.15 },
  makeUp: { alone: 0.4, learned: 0.15 },
  holiday: { alone: 0.6, learned: 0.2 },
  namedHoliday: { alone: 0.15, learned: 0.1 },
  festival: { alone: 0.8, learned: 0.3 },
  festivalDay: { alone: 0.2, learned: 0.1 },
  nearNewYear: { alone: 0.3, learned: 0.2 },
  backAtWork: { alone: 0.1, learned: 0.05 },
} satisfies Record<string, Spread>

/** Days since Chinese New Year, first and last, that have a factor of their own beside the weekday's. */
const NEAR_NEW_YEAR = [
  [-14, -8],
  [-7, -3],
  [7, 10],
  [11, 15],
] as const

const isFree = ({ office }: DayKind): boolean => office === 'holiday' || office === 'springFestival'

type Part = readonly [name: string, spread: keyof typeof SPREADS]

/** What a day is first, then what it is in particular: few days are, so that is held near 0. */
function officeParts(kind: DayKind, before: DayKind | null): Part[] {
  switch (kind.office) {
    case 'makeUp':
      return [['makeUp', 'makeUp']]
    case 'holiday':
      return [
        ['holiday', 'holiday'],
        [`holiday ${kind.holiday}`, 'namedHoliday'],
      ]
    case 'springFestival':
      return [
        ['festival', 'festival'],
        [`festival ${kind.sinceNewYear}`, 'festivalDay'],
      ]
    case 'usual': {
      const weekday: Part = [`weekday ${kind.weekday}`, 'weekday']
      const isBack = before !== null && isFree(before) && kind.weekday < 5
      return isBack ? [weekday, ['backAtWork', 'backAtWork']] : [weekday]
    }
  }
}

function newYearParts({ office, sinceNewYear }: DayKind): Part[] {
  if (sinceNewYear === null || office === 'springFestival') return []
  return NEAR_NEW_YEAR.filter(([from, to]) => sinceNewYear >= from && sinceNewYear <= to).map(
    ([from]) => [`near ${from}`, 'nearNewYear'],
  )
}

/** The two points between which a place lies, each with how much of it is that point's. */
function between(place: number): [[point: number, part: number], [point: number, part: number]] {
  const point = Math.floor(place)
  const part = place - point
  return [
    [point, 1 - part],
    [point + 1, part],
  ]
}

/**
 * Plans the model of so many days from a first one on: a row each.
 * @param first a local day, counted from 1970-01-01
 */
export function planDays(calendar: Calendar, first: number, days: number): DayPlan {
  const levels = Math.floor((days - 1) / LEVEL_DAYS) + 2
  const kindsFrom = levels + SEASON_POINTS
  const places = new Map<string, number>()
  const kinds: DayPlan['kinds'] = []
  const placeOf = ([name, spread]: Part): number => {
    const known = places.get(name)
    if (known !== undefined) return known
    const place = kindsFrom + places.size
    places.set(name, place)
    kinds.push({ place, spread: SPREADS[spread] })
    return place
  }
  let before: DayKind | null = null
  const rows = Array.from({ length: days }, (_, day) => {
    const kind = calendar(dayText(first + day))
    const year = (first + day) / YEAR
    const season = between((year - Math.floor(year)) * SEASON_POINTS)
    const row = [
      ...between(day / LEVEL_DAYS),
      ...season.map(([point, part]) => [levels + (point % SEASON_POINTS), part] as const),
      ...[...officeParts(kind, before), ...newYearParts(kind)].map(
        (part) => [placeOf(part), 1] as const,
      ),
    ]
    before = kind
    return row
  })
  return { terms: makeSparseTerms(rows, kindsFrom + places.size), levels, kinds }
}

/**
 * What is held for likely before any count is seen.
 * @param general coefficients of other series, near which those of the kinds of days are; null: of none
 */
export function priorsOf({ levels, kinds }: DayPlan, general: ArrayLike<number> | null): Prior[] {
  const apart = (a: number, b: number, deviation: number): Prior => ({
    weights: [
      [a, -1],
      [b, 1],
    ],
    deviation,
  })
  const points = Array.from({ length: SEASON_POINTS }, (_, point) => point)
  return [
    ...Array.from({ length: levels - 1 }, (_, i) => apart(i, i + 1, LEVEL_DEVIATION)),
    ...points.flatMap((point) => [
      apart(levels + point, levels + ((point + 1) % SEASON_POINTS), SEASON_STEP_DEVIATION),
      { weights: [[levels + point, 1]] as const, deviation: SEASON_DEVIATION },
    ]),
    ...kinds.map(({ place, spread }) => ({
      weights: [[place, 1]] as const,
      ...(general
        ? { near: general[place]!, deviation: spread.learned }
        : { deviation: spread.alone }),
    })),
  ]
}
