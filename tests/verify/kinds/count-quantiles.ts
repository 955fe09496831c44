import { countProbability, countTails } from '../../../server/stats/count-distribution.ts'
import { countQuantile } from '../../../server/stats/count-quantile.ts'
import type { Judge } from '../case.ts'
import { checksOf } from '../compare.ts'

/** Each record of the output holds its arguments and its results. */
interface Arguments {
  mu: number
  phi: number
  p: number[]
  atCount: number
}

/** Exact for quantiles: two counts are never so near. */
const TOLERANCE = { relative: 1e-9, absolute: 1e-300 }

function compute({ mu, phi, p, atCount }: Arguments) {
  const counts = { mean: mu, dispersion: phi }
  const poisson = { mean: mu, dispersion: 1 }
  return {
    ...{ mu, phi, p, atCount },
    size: phi === 1 ? null : mu / (phi - 1),
    prob: 1 / phi,
    nbQuantile: p.map((at) => countQuantile(at, counts)),
    poissonQuantile: p.map((at) => countQuantile(at, poisson)),
    nbPmf: countProbability(atCount, counts),
    nbUpperTailGE: countTails(atCount, counts).upper,
    poisUpperTailGE: countTails(atCount, poisson).upper,
  }
}

export const judge: Judge = ({ output }) =>
  checksOf('', output, (output as Arguments[]).map(compute), TOLERANCE)
