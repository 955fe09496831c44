import type { City } from '../../../sql/model/city.ts'
import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { Clause, Question } from '../../../sql/model/question.ts'
import type { ReadSeries } from '../../../sql/model/series.ts'
import { countTails } from '../../stats/count-distribution.ts'
import { countQuantile } from '../../stats/count-quantile.ts'
import type { Calendar } from '../calendar.ts'
import { shiftDay } from '../local-days.ts'
import type { Alert, AlertPass, Budget, Part, PastRise } from './alert.ts'
import { shareBudget } from './budget.ts'
import { isWatched, mayRise, sampleParts, sumLast } from './choose-series.ts'
import { holdBack } from './data-alarms.ts'
import { learnDays, shareDays } from './day-shares.ts'
import { type Finding, foldAlarms, type Rise } from './fold.ts'
import type { JudgeAll } from './judge-all.ts'
import { createLattice, type Lattice, nameOf } from './lattice.ts'
import {
  AREA_LEVELS,
  CATEGORY_LEVELS,
  type CityCounts,
  readCity,
  type WatchedSeries,
} from './read-city.ts'
import type { Judgement, WatchInput, Window } from './watch.ts'
import { countWeekDays } from './week-effects.ts'

/** What a pass works with. */
export interface AlertDeps {
  /** Reads one data version, whatever is loaded meanwhile. */
  readSeries: ReadSeries
  judgeAll: JudgeAll
  calendar: Calendar
  /** How many false alarms a week are allowed. */
  falseAlarmsAWeek: number
}

/** A series that was judged. */
interface Found extends Finding {
  window: Window
  /** How many times as unlikely as the bound of its kind: an alarm where at most 1. */
  pValue: number
  /** The p-value itself. */
  chance: number
  series: WatchedSeries
}

const NIGHTS_A_WEEK = 7
const WEEKS_SHOWN = 53
const PARTS_SHOWN = 5
const PAST_SHOWN = 3
/** Weeks so near are of the same rise. */
const PAST_APART = 8
/** A week that brought so much of what was observed is a past rise. */
const AS_HIGH = 0.8

/** How many more than this were to be expected leave a rise of its own. */
const OWN_RISE = 0.3

const levelOf = ({ level }: WatchedSeries): string => `${level.area} ${level.category}`

function shareAmong(series: readonly WatchedSeries[], falseAlarmsAWeek: number): Budget {
  const counted = new Map<string, number>()
  for (const one of series)
    if (isWatched(one)) counted.set(levelOf(one), (counted.get(levelOf(one)) ?? 0) + 1)
  const levels = AREA_LEVELS.flatMap((area) =>
    CATEGORY_LEVELS.map((category) => ({
      area,
      category,
      series: counted.get(`${area} ${category}`) ?? 0,
    })),
  ).filter((level) => level.series > 0)
  return { falseAlarmsAWeek, levels: shareBudget(falseAlarmsAWeek, levels) }
}

function inputOf(city: City, counts: CityCounts, asOf: string, calendar: Calendar): WatchInput {
  const parents = new Map(city.categories.map(({ code, parent }) => [code, parent ?? '']))
  const shares = Object.fromEntries(
    [...counts.days.byCategory].map(([category, days]) => [
      category,
      shareDays(learnDays(days, counts.days.from, calendar), asOf, calendar),
    ]),
  )
  return {
    weeks: counts.weeks,
    days: countWeekDays(counts.from, counts.weeks, calendar),
    city: counts.series
      .filter(({ level }) => level.area === 'city')
      .map(({ category, level, weeks }) => ({
        category,
        parent: parents.get(category) ?? '',
        level: CATEGORY_LEVELS.indexOf(level.category) as 0 | 1 | 2 | 3,
        counts: weeks,
      })),
    parts: sampleParts(counts.series),
    shares,
  }
}

const questionOf = (
  city: string,
  { area, category, level }: WatchedSeries,
  from: string,
  to: string,
): Question => {
  const where: Clause[] = []
  if (level.area !== 'city') where.push({ dimension: level.area, in: [area] })
  if (level.category !== 'all') where.push({ dimension: level.category, in: [category] })
  return { city, measures: ['complaints'], from, to, where }
}

/**
 * The q-values of findings: of all that are at least as clear, the share that is to be expected false.
 * @param falseAlarms how many false ones a night has at the bound, over all series
 * Source: Benjamini and Hochberg (1995); the weights of the kinds of series see Genovese, Roeder and
 * Wasserman (2006), False discovery control with p-value weighting.
 */
function qValuesOf(found: readonly Found[], falseAlarms: number): Map<string, number> {
  const ordered = [...found].sort((a, b) => b.pValue - a.pValue)
  const values = new Map<string, number>()
  let least = 1
  ordered.forEach((one, place) => {
    least = Math.min(least, (one.pValue * falseAlarms) / (ordered.length - place))
    values.set(nameOf(one), least)
  })
  return values
}

/** Earlier weeks of the series that were about as high, the latest first. */
function listPast({ weeks }: WatchedSeries, from: string, observed: number): PastRise[] {
  const past: PastRise[] = []
  let last = weeks.length - PAST_APART
  for (let week = last; week >= 0 && past.length < PAST_SHOWN; week--) {
    if (week > last || weeks[week]! < AS_HIGH * observed) continue
    past.push({
      from: shiftDay(from, 7 * week),
      to: shiftDay(from, 7 * week + 7),
      observed: weeks[week]!,
    })
    last = week - PAST_APART
  }
  return past
}

const countIn = ({ weeks, days }: WatchedSeries, window: Window): number =>
  window < 7 ? sumLast(days, window) : sumLast(weeks, window / 7)

/**
 * Finds what rises beyond chance as of a day, over all series of a city: city, districts and subdistricts
 * by all complaints and the three levels of category. Only complaints received before the day are used;
 * the same data give the same alerts. Where the data do not reach the day, or its last day is not whole,
 * nothing is judged, and `held` says why.
 * @param asOf a local day, YYYY-MM-DD
 */
export async function makeAlerts(city: City, asOf: string, deps: AlertDeps): Promise<AlertPass> {
  const { readSeries, judgeAll, calendar, falseAlarmsAWeek } = deps
  const counts = await readCity(city.id, asOf, readSeries)
  const series = (counts?.series ?? []).filter(
    ({ area, category }) => area !== UNKNOWN && category !== UNKNOWN,
  )
  const budget = shareAmong(series, falseAlarmsAWeek)
  const base = { city: city.id, asOf, version: counts?.version ?? 0, budget }
  const through = counts?.through ?? null
  const held = holdBack(counts, through, asOf, calendar)
  if (counts === null || held !== null) return { ...base, through, held, alerts: [] }

  const input = inputOf(city, counts, asOf, calendar)
  const judge = async (chosen: readonly WatchedSeries[]) => {
    const judged = await judgeAll(input, chosen)
    return chosen.map((one, i) => ({ series: one, judgement: judged[i] ?? null }))
  }
  const alphas = new Map(budget.levels.map((one) => [`${one.area} ${one.category}`, one.alpha]))
  const boundOf = (one: WatchedSeries): number => alphas.get(levelOf(one)) ?? 0
  const asFinding = (one: WatchedSeries, judgement: Judgement): Found => ({
    area: one.area,
    category: one.category,
    observed: judgement.observed,
    expected: judgement.expected,
    dispersion: judgement.dispersion,
    window: judgement.window,
    pValue: judgement.usual ? Infinity : judgement.pValue / boundOf(one),
    chance: judgement.pValue,
    series: one,
  })
  const found = (await judge(series.filter((one) => boundOf(one) > 0 && mayRise(one))))
    .flatMap(({ series: one, judgement }) => (judgement ? [asFinding(one, judgement)] : []))
    .filter(({ observed, expected }) => observed > expected)
  const lattice = createLattice(city)
  const rises = foldAlarms({
    findings: new Map(found.map((one) => [nameOf(one), one])),
    lattice,
    alpha: 1,
    pValueWithout: (finding, explained) => judgeRest(finding, explained, boundOf(finding.series)),
  })
  const qValues = qValuesOf(found, falseAlarmsAWeek / NIGHTS_A_WEEK)
  const alerts: Alert[] = []
  for (const rise of rises) {
    const parts = await listParts(rise, series, lattice, judge)
    alerts.push(tellRise(rise, parts, counts, asOf, city.id, qValues))
  }
  return { ...base, through, held: null, alerts }
}

/** How an alarm would be judged were so much of its excess not there. */
function judgeRest(finding: Found, explained: number, bound: number): number {
  const excess = finding.observed - finding.expected
  const left = Math.max(0, excess - explained)
  if (left < OWN_RISE * excess) return Infinity
  const rest = Math.round(finding.expected + left)
  const { expected: mean, dispersion } = finding
  return rest === 0 ? Infinity : countTails(rest, { mean, dispersion }).upper / bound
}

/** What lies right in a rise, with what was observed and expected there in the same days. */
async function listParts(
  { at }: Rise<Found>,
  series: readonly WatchedSeries[],
  lattice: Lattice,
  judge: (
    chosen: readonly WatchedSeries[],
  ) => Promise<{ series: WatchedSeries; judgement: Judgement | null }[]>,
): Promise<Part[]> {
  const within = series.filter(
    (one) =>
      // One of the two is that of what lies right above.
      (one.area === at.area || one.category === at.category) &&
      lattice.parentsOf(one).some((parent) => nameOf(parent) === nameOf(at)),
  )
  const judged = await judge(within.filter((one) => countIn(one, at.window) > 0))
  return judged
    .flatMap(({ series: one, judgement }) =>
      judgement === null
        ? []
        : [
            {
              area: one.area,
              category: one.category,
              observed: countIn(one, at.window),
              expected: judgement.expectedIn[at.window],
            },
          ],
    )
    .filter(({ observed, expected }) => observed > expected)
    .sort((a, b) => b.observed - b.expected - (a.observed - a.expected))
    .slice(0, PARTS_SHOWN)
}

function tellRise(
  { at, folded }: Rise<Found>,
  parts: Part[],
  counts: CityCounts,
  asOf: string,
  city: string,
  qValues: ReadonlyMap<string, number>,
): Alert {
  const { area, category, window, observed, expected, dispersion, series } = at
  const distribution = { mean: expected, dispersion }
  const from = shiftDay(asOf, -window)
  return {
    area,
    category,
    window,
    from,
    to: asOf,
    observed,
    expected,
    interval: [countQuantile(0.025, distribution), countQuantile(0.975, distribution)],
    ratio: observed / expected,
    pValue: at.chance,
    qValue: qValues.get(nameOf(at)) ?? 1,
    weeks: Array.from(series.weeks).slice(-WEEKS_SHOWN),
    parts,
    folded: folded.length,
    past: listPast(series, counts.from, series.weeks[series.weeks.length - 1]!),
    question: questionOf(city, series, from, asOf),
  }
}
