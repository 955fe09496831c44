import { geoContains } from 'd3'
import type { BoundaryFeature } from '../../../sql/model/boundaries.ts'
import { formatCount } from '../../i18n/format.ts'
import { numberFormat } from '../../i18n/formatters.ts'
import type { Tip } from '../../marks/tip.tsx'
import { language } from '../../state/language.ts'
import { nameArea, nameCategory } from '../alerts/names.ts'
import { writeExpected, writeProbability, writeRatio } from '../alerts/write-numbers.ts'
import type { Cluster, Spot } from '../hotspots/state.ts'
import { tellAreas, tellCluster, tellSpot } from '../hotspots/tell.ts'
import { TEXT as SPOTS } from '../hotspots/text.ts'
import { middleOf } from './hexagon.ts'
import { ALL, type Grid, type HotHexagon, ratioOf } from './state.ts'
import { TEXT } from './text.ts'

const KILOMETRE = 1000

/** A category by its name, or that all complaints are meant. */
export const nameChoice = (category: string): string =>
  category === ALL ? TEXT[language.value].everything : nameCategory(category)

/** The width of a hexagon: `2 km`, `250 m`. */
export function writeWidth(metres: number): string {
  const lang = language.value
  return metres < KILOMETRE
    ? TEXT[lang].metres(formatCount(metres, lang))
    : TEXT[lang].kilometres(formatCount(metres / KILOMETRE, lang))
}

function writeChance(p: number): string {
  const { digits, power } = writeProbability(p, language.value)
  return power === null ? digits : `${digits}^${power}`
}

const complaints = (count: number): string =>
  TEXT[language.value].complaints(formatCount(count, language.value))

export const sayCluster = (cluster: Cluster): string => {
  const areas = cluster.areas.map(nameArea)
  return tellCluster(cluster, nameCategory(cluster.category), areas, language.value)
}

export function tipOfCluster(cluster: Cluster): Tip {
  const lang = language.value
  const text = TEXT[lang]
  return {
    title: `${text.ring} · ${tellAreas(cluster.areas.map(nameArea), lang)}`,
    value: complaints(cluster.observed),
    rows: [
      { label: text.expected, value: writeExpected(cluster.expected, lang) },
      { label: text.ratio, value: writeRatio(cluster.ratio, lang) },
      { label: text.chance, value: writeChance(cluster.p) },
    ],
  }
}

const nameSpot = (spot: Spot): string =>
  `${nameArea(spot.area)} · ${SPOTS[language.value].classes[spot.class].name}`

export const saySpot = (spot: Spot, weeks: number): string =>
  `${nameSpot(spot)}: ${tellSpot(spot, weeks, language.value)}`

export function tipOfSpot(spot: Spot, weeks: number): Tip {
  const lang = language.value
  const text = TEXT[lang]
  const hot = text.hotIn(formatCount(spot.weeksHot, lang), formatCount(weeks, lang))
  return {
    title: nameSpot(spot),
    value: text.lastWeek(complaints(spot.counts.at(-1) ?? 0)),
    rows: [{ label: text.weeks, value: hot }],
  }
}

/** Where a hexagon is, as well as it can be said. */
export interface HexagonGround {
  grid: Grid
  width: number
  /** Outlines of subdistricts, else of districts. */
  outlines: readonly BoundaryFeature[]
}

function nameHexagon(hexagon: HotHexagon, { grid, width, outlines }: HexagonGround): string {
  const text = TEXT[language.value]
  const middle = middleOf(grid, hexagon)
  const within = outlines.find((outline) => geoContains(outline, middle))
  if (within) return text.hexagonIn(writeWidth(width), nameArea(within.properties.code))
  const write = numberFormat(language.value, { maximumFractionDigits: 4 })
  return text.hexagonAt(writeWidth(width), write.format(middle[1]), write.format(middle[0]))
}

export function sayHexagon(hexagon: HotHexagon, ground: HexagonGround): string {
  const lang = language.value
  return TEXT[lang].sayHexagon({
    name: nameHexagon(hexagon, ground),
    observed: formatCount(hexagon.observed, lang),
    expected: writeExpected(hexagon.expected, lang),
    around: formatCount(hexagon.around.observed, lang),
    aroundExpected: writeExpected(hexagon.around.expected, lang),
  })
}

export function tipOfHexagon(hexagon: HotHexagon, ground: HexagonGround): Tip {
  const lang = language.value
  const text = TEXT[lang]
  const { observed, expected } = hexagon.around
  return {
    title: nameHexagon(hexagon, ground),
    value: complaints(hexagon.observed),
    rows: [
      { label: text.expected, value: writeExpected(hexagon.expected, lang) },
      {
        label: text.withBeside,
        value: text.ofExpected(formatCount(observed, lang), writeExpected(expected, lang)),
      },
      { label: text.ratio, value: writeRatio(ratioOf(hexagon), lang) },
    ],
  }
}
