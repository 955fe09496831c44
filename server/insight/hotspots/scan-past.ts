import { poissonModel } from '../../stats/scan-models.ts'
import { largestScore, sumBackwards, windowsOf } from '../../stats/scan-windows.ts'
import { sumOf } from '../../stats/sum.ts'
import { pastShares } from './past-shares.ts'
import { LONGEST, type ScanGround } from './scan-ground.ts'
import { expectCells, sumWeeks, type WeekCells } from './week-cells.ts'

/** From one scan of the past to the next, weeks. */
const STEP = 2

/**
 * The largest score of each scan of the past, every second week: the same scan as that of the last weeks,
 * of weeks that are over, against what the other weeks of the past would have of them.
 */
export function scanPast(past: WeekCells, { zones, usual }: ScanGround): number[] {
  const areas = usual.length
  const all = sumWeeks(past, areas)
  const scores: number[] = []
  for (let end = past.length / areas; end >= LONGEST; end -= STEP) {
    const cells = past.subarray((end - LONGEST) * areas, end * areas)
    const own = sumWeeks(cells, areas)
    const total = sumOf(own)
    if (total === 0) continue
    const others = all.map((n, area) => n - (own[area] ?? 0))
    const base = expectCells(cells, pastShares(others, usual))
    const windows = windowsOf(zones, areas, LONGEST, base, poissonModel(total))
    const backwards = new Float64Array(LONGEST * areas)
    sumBackwards(cells, areas, backwards)
    scores.push(largestScore(windows, backwards))
  }
  return scores
}
