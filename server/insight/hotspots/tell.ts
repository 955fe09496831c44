import type { Position } from '../../../sql/model/boundaries.ts'
import type { Question } from '../../../sql/model/question.ts'
import type { HotspotArea, HotspotCluster } from './document.ts'
import type { EmergingArea } from './emerging.ts'
import type { Place } from './places.ts'
import type { FoundCluster } from './scan.ts'
import type { WeekCells } from './week-cells.ts'
import { shiftWeeks } from './weeks.ts'

/** Weeks whose counts are told with an area. */
const LAST_WEEKS = 8

/** What the findings are of. */
export interface Told {
  city: string
  weeks: { from: string; to: string }
  category: string
  level: 1 | 2
  cells: WeekCells
  places: readonly Place[]
}

const codeOf = ({ places }: Told, at: number): string => places[at]?.code ?? ''

function pointOf({ places }: Told, at: number): HotspotArea['centre'] {
  const centre = places[at]?.centre
  return centre ? { lon: centre[0], lat: centre[1] } : null
}

/** The complaints of the category in some areas, week by week, since a Monday. */
function askWeeks(told: Told, areas: readonly string[], from: string): Question {
  return {
    ...{ city: told.city, measures: ['complaints'], grain: 'week', from, to: told.weeks.to },
    where: [
      { dimension: told.level === 1 ? 'category1' : 'category2', in: [told.category] },
      { dimension: 'subdistrict', in: [...areas] },
    ],
  }
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))
/** A p-value to three digits, however small it is. */
const roundedP = (p: number): number => Number(p.toPrecision(3))

export function tellArea(told: Told, { area, zNow, trend, ...rest }: EmergingArea): HotspotArea {
  const code = codeOf(told, area)
  const areas = told.places.length
  const weeks = told.cells.length / areas
  return {
    ...{ area: code, centre: pointOf(told, area), class: rest.class, weeksHot: rest.weeksHot },
    zNow: zNow === null ? null : rounded(zNow, 2),
    trend: {
      tau: trend.tau === null ? null : rounded(trend.tau, 3),
      p: trend.p === null ? null : roundedP(trend.p),
    },
    counts: Array.from(
      { length: Math.min(LAST_WEEKS, weeks) },
      (_, k) => told.cells[(weeks - Math.min(LAST_WEEKS, weeks) + k) * areas + area] ?? 0,
    ),
    question: askWeeks(told, [code], told.weeks.from),
  }
}

/** @param at the places of the scan's areas in the list of all */
export function tellCluster(
  told: Told,
  { areas, weeks, observed, expected, ratio, p, pPast }: FoundCluster,
  at: readonly number[],
): HotspotCluster {
  const within = areas.map((area) => at[area] ?? 0)
  const codes = within.map((place) => codeOf(told, place))
  // Only areas with a centre are scanned.
  const [lon, lat] = (told.places[within[0] ?? 0] as Place).centre as Position
  const begin = shiftWeeks(told.weeks.to, -weeks)
  return {
    ...{ areas: codes, centre: { lon, lat }, begin, weeks, observed },
    ...{ expected: rounded(expected, 2), ratio: rounded(ratio, 2) },
    ...{ p: roundedP(p), pPast: pPast === null ? null : roundedP(pPast) },
    question: { ...askWeeks(told, codes, begin), by: ['subdistrict'] },
  }
}
