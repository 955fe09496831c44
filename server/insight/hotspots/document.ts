import type { HexagonGrid } from '../../../sql/model/hexagons.ts'
import type { Labels } from '../../../sql/model/labels.ts'
import type { Question } from '../../../sql/model/question.ts'
import type { AdjacencyMethod } from './adjacency.ts'
import type { HotspotClass, Trend } from './classes.ts'
import type { Basis } from './expected-share.ts'

interface Point {
  lon: number
  lat: number
}

/** A subdistrict that is a hot spot of a category. */
export interface HotspotArea {
  area: string
  /** Where it is; null where nothing tells. */
  centre: Point | null
  class: HotspotClass
  /** Gi* of the last week and the one before; null where they have no complaint anywhere. */
  zNow: number | null
  /** Of how many of the judged weeks it is hot. */
  weeksHot: number
  /** Of z from week to week: Kendall's tau-b, and its two-sided p-value. */
  trend: Trend
  /** Its complaints of the last weeks, the oldest first. */
  counts: number[]
  /** Its complaints of all judged weeks. */
  question: Question
}

/** Subdistricts near each other that have more complaints than their own past has it. */
export interface HotspotCluster {
  /** By their distance from the first. */
  areas: string[]
  /** Where the first one is. */
  centre: Point
  /** The Monday on which it begins; it lasts until the end of the judged weeks. */
  begin: string
  weeks: number
  observed: number
  expected: number
  ratio: number
  /** That chance alone brings such a cluster anywhere in the city. */
  p: number
  /** That one of the past weeks would have brought it; null where they are too few. */
  pPast: number | null
  /** Its complaints by subdistrict and week: their sum is `observed`. */
  question: Question
}

interface HotspotCategory {
  category: string
  level: 1 | 2
  /** In the judged weeks. */
  complaints: number
  /** The hottest first. */
  areas: HotspotArea[]
  /** The most likely first. */
  scan: HotspotCluster[]
}

/** A hexagon that with those beside it has more complaints of late than its own past has it. */
export interface HotHexagon {
  q: number
  r: number
  /** Its own complaints of the last weeks. */
  observed: number
  expected: number
  /** It and the six beside it, which it is judged by. */
  around: { observed: number; expected: number }
  /** Gi* of it and the six beside it. */
  z: number
}

/** The complaints with coordinates, in hexagons: the last weeks against those before. */
export interface HotspotHexagons {
  /** From one side to the opposite one, metres. */
  width: number
  grid: HexagonGrid
  /** The last weeks: Mondays [since, to). */
  since: string
  to: string
  /** Those with any complaint, by their axial coordinates, row by row. */
  bins: [q: number, r: number][]
  /** Of level 1, in the order of their codes; '' is all complaints together. */
  categories: {
    category: string
    /** With coordinates, in the last weeks. */
    complaints: number
    /** The hottest first. */
    hot: HotHexagon[]
    /** All complaints of the last weeks, those without coordinates too. */
    question: Question
  }[]
}

/** Why something is not said: of the whole (category and area null), of a category, of an area. */
export interface HotspotGap {
  part: 'all' | 'classes' | 'scan' | 'hexagons'
  category: string | null
  area: string | null
  reason: Labels
}

/** Where complaints lie together, and how that develops, as of a local day. */
export interface Hotspots {
  city: string
  asOf: string
  /** The data version and the cut-off of its counts. */
  version: number
  through: string | null
  /** The judged weeks: Mondays [from, to); null where there are too few. */
  weeks: { from: string; to: string } | null
  /** How it is known which subdistricts lie beside each other. */
  adjacency: { method: AdjacencyMethod | null; schematic: boolean }
  /** Whether counts are compared per resident, or area by area. */
  basis: Basis
  categories: HotspotCategory[]
  /** Null where complaints carry no coordinates, or too few do; absent in what was made before there were any. */
  hexagons?: HotspotHexagons | null
  reasons: HotspotGap[]
}
