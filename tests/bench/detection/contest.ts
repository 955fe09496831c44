import { randomFrom } from '../../../server/stats/random.ts'
import { alarmsAt, type Outcome, outcomeOf, type Score, type Sought, scoreOf } from './score.ts'
import type { AlarmPair } from './sets.ts'

/** A series of a contest: the p-values of our detector beside the alarms of a recorded one. */
export interface Entrant {
  sought: Sought
  /** The period of the first p-value and the first alarm. */
  first: number
  pValues: PValuePair
  recorded: AlarmPair
}

/** The p-values of the evaluated periods, null where there is none: without the outbreak, and with it. */
export interface PValuePair {
  y0: (number | null)[]
  y1: (number | null)[]
}

/** A difference of two shares, with its interval. */
export interface Difference {
  difference: number
  low: number
  high: number
}

export interface Contest {
  /** Tuned on one half so that the false alarms are as many as the recorded detector's there. */
  alpha: number
  /** Both on the other half. */
  ours: Score
  theirs: Score
  gain: Difference
  /** With the alpha at which our false alarms are theirs on the scored half itself. */
  gainAtSameRate: Difference
  /** Each half scored with what was tuned on the other. */
  gainBothWays: Difference
  /** Our mean time and theirs to the outbreaks of the scored half that both found. */
  commonDelay: { ours: number; theirs: number } | null
}

const REPLICATES = 4000

/**
 * Two halves of series: those of a group are sorted by the size of their outbreaks and go to the one
 * and to the other in turn, so that both halves have the same mixture.
 */
export function halves<T extends { group: number; size: number }>(all: readonly T[]): [T[], T[]] {
  const groups = [...new Set(all.map(({ group }) => group))].sort((a, b) => a - b)
  const parts: [T[], T[]] = [[], []]
  for (const [turn, group] of groups.entries()) {
    const members = all.filter((one) => one.group === group).sort((a, b) => a.size - b.size)
    for (const [i, one] of members.entries()) parts[(i + turn) % 2 === 0 ? 0 : 1].push(one)
  }
  return parts
}

const theirOutcomes = (entrants: readonly Entrant[]): Outcome[] =>
  entrants.map(({ recorded, first, sought }) => outcomeOf(recorded, first, sought))

const ourOutcomes = (entrants: readonly Entrant[], alpha: number): Outcome[] =>
  entrants.map(({ pValues, first, sought }) => {
    const [y0, y1] = [alarmsAt(pValues.y0, alpha), alarmsAt(pValues.y1, alpha)]
    return outcomeOf({ y0, y1 }, first, sought)
  })

/** The largest of our p-values at which we have no more false alarms than the recorded detector. */
export function tune(entrants: readonly Entrant[]): number {
  const { falsePositiveRate } = scoreOf(theirOutcomes(entrants))
  const pValues = Float64Array.from(
    entrants.flatMap(({ pValues: { y0 } }) => y0.filter((p) => p !== null)),
  ).sort()
  const alarms = Math.floor(falsePositiveRate * pValues.length)
  const beyond = pValues[alarms] ?? Number.POSITIVE_INFINITY
  return pValues.findLast((p) => p < beyond) ?? 0
}

/** The mean of paired differences and the percentiles of its bootstrap over series, 95 %. */
export function pairedBootstrap(differences: readonly number[], seed = 1): Difference {
  const random = randomFrom(seed)
  const size = differences.length
  const means = new Float64Array(REPLICATES)
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    let sum = 0
    for (let i = 0; i < size; i++) sum += differences[Math.floor(random() * size)] ?? 0
    means[replicate] = sum / size
  }
  means.sort()
  const at = (share: number) => means[Math.round(share * (REPLICATES - 1))] ?? 0
  const difference = differences.reduce((sum, value) => sum + value, 0) / size
  return { difference, low: at(0.025), high: at(0.975) }
}

/** For each series 1 where only we found the outbreak, -1 where only they did. */
const gainsOf = (ours: readonly Outcome[], theirs: readonly Outcome[]): number[] =>
  ours.map(({ delay }, i) => Number(delay !== null) - Number(theirs[i]?.delay !== null))

function commonDelayOf(ours: readonly Outcome[], theirs: readonly Outcome[]) {
  const both = ours.flatMap(({ delay }, i) => {
    const other = theirs[i]?.delay ?? null
    return delay === null || other === null ? [] : [{ ours: delay, theirs: other }]
  })
  if (both.length === 0) return null
  const mean = (whose: 'ours' | 'theirs') =>
    both.reduce((sum, delays) => sum + delays[whose], 0) / both.length
  return { ours: mean('ours'), theirs: mean('theirs') }
}

/** Our detector against a recorded one at the same false-positive rate. */
export function contestOf([tuning, scored]: readonly [Entrant[], Entrant[]]): Contest {
  const alpha = tune(tuning)
  const [ours, theirs] = [ourOutcomes(scored, alpha), theirOutcomes(scored)]
  const gains = gainsOf(ours, theirs)
  const other = tune(scored)
  const back = gainsOf(ourOutcomes(tuning, other), theirOutcomes(tuning))
  return {
    alpha,
    ours: scoreOf(ours),
    theirs: scoreOf(theirs),
    gain: pairedBootstrap(gains),
    gainAtSameRate: pairedBootstrap(gainsOf(ourOutcomes(scored, other), theirs)),
    gainBothWays: pairedBootstrap([...gains, ...back]),
    commonDelay: commonDelayOf(ours, theirs),
  }
}
