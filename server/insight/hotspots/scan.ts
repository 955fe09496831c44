import { scanSpaceTime } from '../../stats/space-time-scan.ts'
import { sumOf } from '../../stats/sum.ts'
import { gumbelTail } from './gumbel.ts'
import { pastShares } from './past-shares.ts'
import type { ReasonId } from './reasons.ts'
import { LONGEST, type ScanGround } from './scan-ground.ts'
import { scanPast } from './scan-past.ts'
import { expectCells, sumWeeks, type WeekCells } from './week-cells.ts'

/** Fewer complaints are no cluster that anybody would act on. */
const FEWEST = 5
/** A first look, which most categories do not pass, and the real one. */
const REPLICATES = { first: 19, all: 999 }
/** P-values above these end the scan: of the replicates, and of the past. */
const ALPHA = { chance: 0.05, past: 0.01 }

/** Areas about one of them that have more complaints than their own past has it, up to the last week. */
export interface FoundCluster {
  /** By their distance from the first, the centre. */
  areas: number[]
  /** How many of the last weeks. */
  weeks: number
  observed: number
  expected: number
  /** Observed over expected. */
  ratio: number
  /** By replicates of the city without a cluster: that chance alone brings such a scan. */
  p: number
  /** By scans of the city's past weeks; null where they are too few. */
  pPast: number | null
  /** What it is judged by: the larger of the two, both as tails of a Gumbel distribution. */
  judged: number
}

/** The clusters of a category before they are judged beside those of others, or why there was no scan. */
export interface CategoryScan {
  /** The most likely first. */
  clusters: FoundCluster[]
  reason: ReasonId | null
}

const nothing = (reason: ReasonId | null): CategoryScan => ({ clusters: [], reason })

function rowsOf(cells: WeekCells, areas: number): number[][] {
  return Array.from({ length: cells.length / areas }, (_, week) => [
    ...cells.subarray(week * areas, (week + 1) * areas),
  ])
}

/**
 * The prospective space-time scan of a category: circles of up to twelve areas over the last one to four
 * weeks, whose complaints are compared with what the areas' own past would have of the week's complaints
 * (Poisson, 999 replicates). Complaints vary more than the Poisson model has it, and what is a cluster by
 * it may be nothing unusual; so it is also compared with the same scans of past weeks.
 * @param cells areas as in `ground`
 * @returns clusters of at least five complaints that pass both comparisons
 * Source: Kulldorff (2001), Prospective time periodic geographical disease surveillance using a scan
 * statistic; a first look of few replicates: Besag and Clifford (1991), Sequential Monte Carlo p-values.
 */
export function scanCategory(cells: WeekCells, ground: ScanGround, seed: number): CategoryScan {
  const { zones, usual } = ground
  const areas = usual.length
  const split = Math.max(0, cells.length - LONGEST * areas)
  const [past, recent] = [cells.subarray(0, split), cells.subarray(split)]
  if (past.length < LONGEST * areas) return nothing('fewWeeks')
  const before = sumWeeks(past, areas)
  if (sumOf(before) * areas < past.length) return nothing('fewCases')
  if (sumOf(recent) < FEWEST) return nothing('fewRecent')
  const counts = rowsOf(recent, areas)
  const baselines = rowsOf(expectCells(recent, pastShares(before, usual)), areas)
  const options = { alpha: ALPHA.chance, top: 1, seed }
  const scan = (replicates: number) =>
    scanSpaceTime(counts, zones, { model: 'poisson', baselines }, { ...options, replicates })
  const first = scan(REPLICATES.first)?.clusters[0]
  if (!first || first.pValue > ALPHA.chance) return nothing(null)
  const scores = scanPast(past, ground)
  if ((gumbelTail(first.score, scores) ?? 0) > ALPHA.past) return nothing(null)
  const { clusters = [], simulated = [] } = scan(REPLICATES.all) ?? {}
  const found = clusters.flatMap((window): FoundCluster[] => {
    const { areas: within, duration, cases, expected, ratio, score, pValue } = window
    const pPast = gumbelTail(score, scores)
    const judged = Math.max(pPast ?? 0, gumbelTail(score, [...simulated]) ?? pValue)
    if (cases < FEWEST || ratio === null) return []
    if (pValue > ALPHA.chance || (pPast ?? 0) > ALPHA.past) return []
    const told = { areas: within, weeks: duration, observed: cases, expected, ratio }
    return [{ ...told, p: pValue, pPast, judged }]
  })
  return { clusters: found, reason: null }
}
