import {
  type SpatialCluster,
  type SpatialScan,
  scanSpace,
} from '../../../server/stats/kulldorff-scan.ts'
import type { Point } from '../../../server/stats/scan-zones.ts'
import type { Check, Judge, Tolerance } from '../case.ts'
import { absolute, checksOf, EXACT, relative } from '../compare.ts'
import { quantileChecks, scoreTolerance, simulatedError } from '../simulated.ts'

interface Input {
  coords: Point[]
  cases: number[]
  population: number[]
  expected: number[] | null
}

interface Params {
  popUpperBound: number
  nsim: number
  alpha: number
}

interface Cluster {
  areas: number[]
  cases: number
  expected: number
  SMR: number
  population: number
  LLR: number
  mcRank: number
  p: number
}

interface Result {
  nWindows: number
  mostLikely: Cluster
  secondary: Cluster[]
  maxLLRByCentre: (number | null)[]
  simulatedMaxQuantiles: Record<string, number>
}

const ascending = (areas: readonly number[] | undefined): number[] =>
  [...(areas ?? [])].sort((a, b) => a - b)

/** A cluster is a set of areas: which of them is taken for the centre says nothing. */
function* clusterChecks(
  path: string,
  due: Cluster,
  found: SpatialCluster | undefined,
  score: Tolerance,
  replicates: number,
): Generator<Check> {
  yield* checksOf(`${path}.areas`, ascending(due.areas), ascending(found?.areas), EXACT)
  yield* checksOf(`${path}.cases`, due.cases, found?.cases, EXACT)
  yield* checksOf(`${path}.population`, due.population, found?.population, relative(1e-9))
  yield* checksOf(`${path}.expected`, due.expected, found?.expected, relative(1e-9))
  yield* checksOf(`${path}.SMR`, due.SMR, found?.ratio, relative(1e-9))
  yield* checksOf(`${path}.LLR`, due.LLR, found?.score, score)
  const error = simulatedError(found?.pValue ?? 0, replicates)
  yield* checksOf(`${path}.p`, due.p, found?.pValue, absolute(error))
  yield* checksOf(`${path}.mcRank`, due.mcRank, found?.rank, absolute(error * (replicates + 1)))
}

function* resultChecks(
  path: string,
  due: Result,
  scan: SpatialScan | null,
  score: Tolerance,
  { nsim, alpha }: Params,
): Generator<Check> {
  yield* checksOf(`${path}.nWindows`, due.nWindows, scan?.zones, EXACT)
  const [first, ...further] = scan?.clusters ?? []
  yield* clusterChecks(`${path}.mostLikely`, due.mostLikely, first, score, nsim)
  // A p-value near alpha may be on either side of it by chance, in the reference and here.
  const nearAlpha = ({ pValue }: SpatialCluster) =>
    Math.abs(pValue - alpha) <= simulatedError(pValue, nsim)
  const unsure = further.filter(nearAlpha).length
  const told = further.filter(({ pValue }) => pValue <= alpha)
  const path2 = `${path}.secondary`
  yield* checksOf(`${path2}.length`, due.secondary.length, told.length, absolute(unsure))
  for (const [place, cluster] of due.secondary.entries())
    yield* clusterChecks(`${path2}[${place}]`, cluster, further[place], score, nsim)
  const byCentre = scan?.largestByCentre
  yield* checksOf(`${path}.maxLLRByCentre`, due.maxLLRByCentre, byCentre, score)
  yield* quantileChecks(
    `${path}.simulatedMaxQuantiles`,
    due.simulatedMaxQuantiles,
    scan?.simulated ?? new Float64Array(),
  )
}

/** Kulldorff's spatial scan, against R SpatialEpi and smerc. */
export const judge: Judge = function* (given): Generator<Check> {
  const { coords, cases, population, expected } = given.input as Input
  const params = given.params as Params
  const { popUpperBound: share, nsim: replicates, alpha } = params
  const output = given.output as Record<string, unknown>
  const options = {
    share,
    replicates,
    alpha: Math.min(1, alpha + simulatedError(alpha, replicates)),
  }
  const scan = (shape: readonly number[] | null) =>
    scanSpace({ coordinates: coords, cases, population, expected: shape }, options)
  const poisson = scan(expected ?? population)
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
  const score = scoreTolerance(sumOf(cases), 1e-9)
  if (output.poisson) {
    yield* resultChecks('poisson', output.poisson as Result, poisson, score, params)
  }
  if (output.binomial) {
    const found = scan(null)
    const tolerance = scoreTolerance(sumOf(population), 1e-9)
    yield* resultChecks('binomial', output.binomial as Result, found, tolerance, params)
  }
  const [first] = poisson?.clusters ?? []
  yield* checksOf('smercMaxLLR', output.smercMaxLLR, first?.score, score)
  const areas = ascending(output.smercAreas as number[])
  yield* checksOf('smercAreas', areas, ascending(first?.areas), EXACT)
}
