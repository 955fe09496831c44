import {
  mapSurprise,
  shrinkRates,
  shrinkRatesLocally,
} from '../../../server/stats/empirical-bayes.ts'
import type { Check, Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'

interface Input {
  cases: number[]
  population: number[]
  neighbours: number[][]
}

/** Marshall's global and local rates and Choynowski's map, against R spdep. */
export const judge: Judge = function* (given): Generator<Check> {
  const { cases, population, neighbours } = given.input as Input
  const overall = shrinkRates(cases, population)
  const local = shrinkRatesLocally(cases, population, neighbours, 'mean of each')
  const map = mapSurprise(cases, population)
  const actual = {
    global: {
      ...{ raw: overall?.raw, est: overall?.estimate },
      ...{ a: overall?.variance, b: overall?.mean },
    },
    local: { raw: local.raw, est: local.estimate },
    probmap: {
      expected: map.map((area) => area?.expected ?? null),
      relRisk: map.map((area) => area && 100 * area.ratio),
      pmap: map.map((area) => area?.lowerTail ?? null),
    },
  }
  yield* checksOf('', given.output, actual, relative(1e-9))
}
