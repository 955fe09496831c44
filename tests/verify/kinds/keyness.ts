import { keynessOf, logRatio, type WordCounts } from '../../../server/stats/keyness.ts'
import { fightingWordsZ } from '../../../server/stats/log-odds.ts'
import type { Check, Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'

interface Input {
  classOrder: (string | number)[]
  classCounts: number[][]
}

type Expected = Record<string, { fightinWordsZ?: Record<string, unknown> }>

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** `uniform0.01` adds so much to each word; `informative_corpus` its count in the whole corpus. */
function priorOf(name: string, corpus: readonly number[]): readonly number[] {
  if (name === 'informative_corpus') return corpus
  const each = Number(/^uniform(\d*\.?\d+)$/.exec(name)?.[1] ?? Number.NaN)
  if (!(each > 0)) throw new RangeError(`"${name}" is no prior of word counts`)
  return corpus.map(() => each)
}

function compute(counts: readonly number[], corpus: readonly number[], priors: string[]): unknown {
  const targetTotal = sumOf(counts)
  const restTotal = sumOf(corpus) - targetTotal
  const words = counts.map((target, word): WordCounts => {
    return { target, rest: (corpus[word] ?? 0) - target, targetTotal, restTotal }
  })
  const keyness = words.map(keynessOf)
  const scores = priors.map((name) => {
    const prior = priorOf(name, corpus)
    const total = sumOf(prior)
    return [name, words.map((word, w) => fightingWordsZ(word, prior[w] ?? 0, total))]
  })
  return {
    ...{ n1: targetTotal, n2: restTotal },
    G2: keyness.map((word) => word?.g2 ?? null),
    pG2: keyness.map((word) => word?.p ?? null),
    chi2: keyness.map((word) => word?.chiSquare ?? null),
    G2_rayson2cell: keyness.map((word) => word?.g2TwoCells ?? null),
    log2RatioHalfSmoothed: words.map(logRatio),
    fightinWordsZ: Object.fromEntries(scores),
  }
}

/** Each class against all others, against scipy and FightingWords. */
export const judge: Judge = function* (given): Generator<Check> {
  const { classOrder, classCounts } = given.input as Input
  const expected = given.output as Expected
  const corpus = (classCounts[0] ?? []).map((_, w) => sumOf(classCounts.map((c) => c[w] ?? 0)))
  for (const [place, name] of classOrder.entries()) {
    const due = expected[String(name)]
    const priors = Object.keys(due?.fightinWordsZ ?? {})
    const actual = compute(classCounts[place] ?? [], corpus, priors)
    yield* checksOf(String(name), due, actual, relative(1e-8))
  }
}
