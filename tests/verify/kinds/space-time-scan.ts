import { zonesOfLists } from '../../../server/stats/scan-zones.ts'
import { type Comparison, populationBaselines } from '../../../server/stats/space-time-null.ts'
import { type SpaceTimeScan, scanSpaceTime } from '../../../server/stats/space-time-scan.ts'
import type { Check, Judge } from '../case.ts'
import { absolute, checksOf, EXACT, relative } from '../compare.ts'
import { scoreTolerance, simulatedError } from '../simulated.ts'

interface Input {
  counts: number[][]
  population: number[][]
  baselines: number[][]
  zones: number[][]
}

interface Result {
  MLC: unknown
  mcP: number
  top: { zone: number[] }
  bestByZone: number[]
}

/** The name of the result says what the cases are compared with. */
function comparisonOf(name: string, { counts, population, baselines }: Input): Comparison {
  if (name === 'pb_poisson')
    return { model: 'poisson', baselines: populationBaselines(counts, population) }
  if (name === 'permutation') return { model: 'permutation' }
  if (name === 'eb_poisson') return { model: 'expectation', baselines }
  throw new RangeError(`"${name}" is no space-time scan`)
}

function present({ top }: SpaceTimeScan): unknown {
  const [first] = top
  return {
    MLC: first,
    top: {
      zone: top.map((window) => window.zone),
      duration: top.map((window) => window.duration),
      score: top.map((window) => window.score),
      relriskIn: top.map((window) => window.ratio),
      relriskOut: top.map((window) => window.ratioOutside),
      relrisk: top.map((window) => Math.max(1, window.ratio ?? 1)),
    },
  }
}

/** The prospective scan statistics, against R scanstatistics. */
export const judge: Judge = function* (given): Generator<Check> {
  const input = given.input as Input
  const { nsim: replicates } = given.params as { nsim: number }
  const total = input.counts.flat().reduce((sum, count) => sum + count, 0)
  const zones = zonesOfLists(input.zones)
  for (const [name, due] of Object.entries(given.output as Record<string, Result>)) {
    const { mcP, bestByZone, ...fixed } = due
    const scan = scanSpaceTime(input.counts, zones, comparisonOf(name, input), { replicates })
    yield* checksOf(name, fixed, scan && present(scan), relative(1e-10))
    const byZone = [...(scan?.largestByZone ?? [])]
    yield* checksOf(`${name}.bestByZone`, bestByZone, byZone, scoreTolerance(total, 1e-10))
    const pValue = scan?.top[0]?.pValue ?? null
    const error = pValue === null ? EXACT : absolute(simulatedError(pValue, replicates))
    yield* checksOf(`${name}.mcP`, mcP, pValue, error)
  }
}
