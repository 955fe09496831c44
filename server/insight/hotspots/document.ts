import type { Labels } from '../../../sql/model/labels.ts'
import type { Question } from '../../../sql/model/question.ts'
import type { AdjacencyMethod } from './adjacency.ts'
import type { HotspotClass, Trend } from './classes.ts'
import type { Basis } from './expected-share.ts'

/** A subdistrict that is a hot spot of a category. */
export interface HotspotArea {
  area: string
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
  centre: { lon: number; lat: number }
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

/** Why something is not said: of the whole (category and area null), of a category, of an area. */
export interface HotspotGap {
  part: 'all' | 'classes' | 'scan'
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
  reasons: HotspotGap[]
}
