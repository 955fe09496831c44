import type { City } from '../../../../sql/model/city.ts'
import type { Question } from '../../../../sql/model/question.ts'
import { countTails } from '../../../stats/count-distribution.ts'
import { countQuantile } from '../../../stats/count-quantile.ts'
import type { Calendar } from '../../calendar.ts'
import { shiftDay } from '../../local-days.ts'
import { hourNumber, hourText } from '../../local-hours.ts'
import type { HourWindow, Part } from '../alert.ts'
import { type Finding, foldAlarms, type Rise } from '../fold.ts'
import { createLattice, type Lattice, nameOf } from '../lattice.ts'
import { HOUR_WINDOWS, type HourAlert, type HourBudget, type HourPass } from './hour-pass.ts'
import { HISTORY_WEEKS, HOURS_READ, planHours, WEEK } from './hour-plan.ts'
import type { Judged } from './judge-hours.ts'
import { judgePlaces } from './judge-places.ts'
import {
  type AskHours,
  EMERGENCIES,
  EMERGENCY,
  type HourCounts,
  type HourSeries,
  readHours,
} from './read-hours.ts'

/** What a pass works with. */
export interface HourDeps {
  /** Answers of one data version, whatever is loaded meanwhile. */
  ask: AskHours
  calendar: Calendar
  /** How many false alarms a week are allowed. */
  falseAlarmsAWeek: number
}

interface Found extends Finding {
  window: HourWindow
  series: HourSeries
}

const HOURS_SHOWN = 48
const PARTS_SHOWN = 5
/** How much of its excess a rise must have left without another to be told of by itself. */
const OWN_RISE = 0.3

const countIn = ({ counts }: HourSeries, window: number): number =>
  counts.slice(-window).reduce((a, b) => a + b, 0)

/**
 * Shares a budget of false alarms among all looks of a week: every series in every window, every hour.
 * Looks overlap and counts are whole, so that fewer come than that.
 */
export function budgetHours(falseAlarmsAWeek: number, series: number): HourBudget {
  const looksAWeek = series * HOUR_WINDOWS.length * WEEK
  return {
    ...{ falseAlarmsAWeek, series, looksAWeek },
    alpha: Math.min(1, falseAlarmsAWeek / Math.max(1, looksAWeek)),
  }
}

/** How a finding would be judged were so much of its excess not there. */
function judgeRest(finding: Found, explained: number): number {
  const excess = finding.observed - finding.expected
  const left = Math.max(0, excess - explained)
  if (left < OWN_RISE * excess) return 1
  const { expected: mean, dispersion } = finding
  return countTails(Math.round(mean + left), { mean, dispersion }).upper
}

/**
 * Finds where emergencies have risen beyond chance in the last 1, 3 and 6 whole hours: in the city and each
 * district, all of them together and by category of the first level. Only complaints received before the
 * hour are used; the same data give the same alerts. Where the data do not reach the hour, or too few
 * weeks before it have any, nothing is judged, and `held` says why.
 * @param asOf a local hour, YYYY-MM-DDTHH:00
 * @throws QuestionError where the city knows no emergencies
 */
export async function makeHours(
  city: City,
  asOf: string,
  { ask, calendar, falseAlarmsAWeek }: HourDeps,
): Promise<HourPass> {
  const to = hourNumber(asOf)
  const from = to - HOURS_READ
  const counts = await readHours(city.id, from, to, ask)
  const { version, through, series } = counts
  const whole = series.get(nameOf({ area: '', category: '' }))
  const { plan } = planHours(whole?.counts ?? [], from, calendar)
  const judged = plan ? judgePlaces(series, plan) : new Map<string, Judged>()
  const watched = [...judged.values()].filter(({ judgement }) => judgement !== null).length
  const budget = budgetHours(falseAlarmsAWeek, watched)
  const base = { city: city.id, asOf, version, through, budget }
  const held = (kind: 'late' | 'short'): HourPass => ({
    ...base,
    held: { kind, day: asOf.slice(0, 10), observed: null, expected: null },
    alerts: [],
  })
  if (through === null || through.slice(0, asOf.length) < asOf) return held('late')
  if (plan === null || watched === 0) return held('short')

  const found = [...judged].flatMap(([name, { judgement }]): Found[] => {
    const one = series.get(name)
    if (!one || !judgement || judgement.observed <= judgement.expected) return []
    const { area, category } = one
    return [{ ...judgement, area, category, series: one }]
  })
  const lattice = createLattice(city)
  const rises = foldAlarms({
    findings: new Map(found.map((one) => [nameOf(one), one])),
    lattice,
    alpha: budget.alpha,
    pValueWithout: judgeRest,
  })
  const qValues = qValuesOf(found, watched)
  const tell = (rise: Rise<Found>) =>
    tellRise(rise, listParts(rise.at, counts, judged, lattice), city.id, to, qValues)
  return { ...base, held: null, alerts: rises.map(tell) }
}

/**
 * The q-values of findings: of all that are at least as clear, the share that is to be expected false
 * among the looks of the hour.
 * Source: Benjamini and Hochberg (1995).
 */
function qValuesOf(found: readonly Found[], series: number): Map<string, number> {
  const looks = series * HOUR_WINDOWS.length
  const values = new Map<string, number>()
  let least = 1
  const ordered = [...found].sort((a, b) => b.pValue - a.pValue)
  ordered.forEach((one, place) => {
    least = Math.min(least, (one.pValue * looks) / (ordered.length - place))
    values.set(nameOf(one), least)
  })
  return values
}

/** What lies right in a rise, with what was observed and expected there in the same hours. */
function listParts(
  at: Found,
  { series }: HourCounts,
  judged: ReadonlyMap<string, Judged>,
  lattice: Lattice,
): Part[] {
  return [...series.values()]
    .filter((one) => lattice.parentsOf(one).some((parent) => nameOf(parent) === nameOf(at)))
    .map((one) => ({
      ...{ area: one.area, category: one.category, observed: countIn(one, at.window) },
      expected: judged.get(nameOf(one))?.judgement?.expectedIn[at.window] ?? meanIn(one, at.window),
    }))
    .filter(({ observed, expected }) => observed > expected)
    .sort((a, b) => b.observed - b.expected - (a.observed - a.expected))
    .slice(0, PARTS_SHOWN)
}

/** What a series too small to be judged has in as many hours. */
const meanIn = (series: HourSeries, window: number): number =>
  (countIn(series, HOURS_READ) * window) / HOURS_READ

function tellRise(
  { at, folded }: Rise<Found>,
  parts: Part[],
  city: string,
  to: number,
  qValues: ReadonlyMap<string, number>,
): HourAlert {
  const { area, category, window, observed, expected, dispersion, pValue, series } = at
  const distribution = { mean: expected, dispersion }
  const begin = to - window
  const from = hourText(begin).slice(0, 10)
  const day = shiftDay(hourText(to - 1).slice(0, 10), 1)
  const weeks = Array.from({ length: HISTORY_WEEKS }, (_, week) => {
    const end = series.counts.length - (HISTORY_WEEKS - 1 - week) * WEEK
    return series.counts.slice(end - WEEK, end).reduce((a, b) => a + b, 0)
  })
  const where: Question['where'] = [EMERGENCIES]
  if (area !== '') where.push({ dimension: 'district', in: [area] })
  if (category !== '') where.push({ dimension: 'category1', in: [category] })
  return {
    ...{ area, category, window: 1, from, to: day, observed, expected },
    interval: [countQuantile(0.025, distribution), countQuantile(0.975, distribution)],
    ...{ ratio: observed / expected, pValue, qValue: qValues.get(nameOf(at)) ?? 1 },
    ...{ weeks, parts, folded: folded.length, past: [] },
    question: { city, measures: ['complaints'], grain: 'hour', from, to: day, where },
    hours: {
      ...{ kind: EMERGENCY, window, from: hourText(begin), to: hourText(to) },
      counts: Array.from(series.counts.slice(-HOURS_SHOWN)),
    },
  }
}
