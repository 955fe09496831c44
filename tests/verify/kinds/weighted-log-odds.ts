import { type LogOddsPrior, weightedLogOdds } from '../../../server/stats/log-odds.ts'
import { termWeights } from '../../../server/stats/tf-idf.ts'
import type { Check, Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'

interface Input {
  classCounts: number[][]
}

/** For each field the table of it, null where the pair of class and word does not occur. */
function tables<Field extends string>(
  rows: (Record<Field, number> | null)[][],
  fields: readonly Field[],
): unknown {
  return Object.fromEntries(
    fields.map((field) => [field, rows.map((row) => row.map((cell) => cell?.[field] ?? null))]),
  )
}

/** Weighted log-odds and tf-idf of every class, against R tidylo and tidytext. */
export const judge: Judge = function* (given): Generator<Check> {
  const { classCounts } = given.input as Input
  const odds = (prior: LogOddsPrior) =>
    tables(weightedLogOdds(classCounts, prior), ['logOdds', 'weighted'])
  const actual = {
    informative: odds('informative'),
    uninformative: odds('uninformative'),
    tidytextTfIdf: tables(termWeights(classCounts), ['tf', 'idf', 'tfIdf']),
  }
  yield* checksOf('', given.output, actual, relative(1e-10))
}
