import { differences, outcomeOf, type Sought, scoreOf } from './score.ts'
import type { AlarmPair } from './sets.ts'
import { printTable, scoreCells } from './table.ts'

/** A series without and with the outbreak that is to be found, and what was recorded of it. */
export interface BenchCase {
  /** Series of a group are alike but for chance and the size of the outbreak. */
  group: number
  size: number
  y0: number[]
  y1: number[]
  recorded: Readonly<Record<string, AlarmPair>>
  /** The period of a detector's first character, and the outbreak in its periods. */
  periodsOf: (detector: string) => { first: number; sought: Sought }
}

/** A detector: one character per evaluated period. */
export type Alarms = (counts: readonly number[]) => string

/** A pair of alarms of our detector and the recorded one's, with the periods they are of. */
function compare(name: string, alarms: Alarms, cases: readonly BenchCase[]) {
  const pairs = cases.flatMap(({ recorded, y0, y1, periodsOf }) => {
    const theirs = recorded[name]
    const { first, sought } = periodsOf(name)
    return theirs ? [{ first, sought, theirs, ours: { y0: alarms(y0), y1: alarms(y1) } }] : []
  })
  const differing = pairs.reduce(
    (sum, { ours, theirs }) =>
      sum + differences(ours.y0, theirs.y0) + differences(ours.y1, theirs.y1),
    0,
  )
  const score = (of: (pair: (typeof pairs)[number]) => AlarmPair) =>
    scoreOf(pairs.map((pair) => outcomeOf(of(pair), pair.first, pair.sought)))
  return { theirs: score((pair) => pair.theirs), ours: score((pair) => pair.ours), differing }
}

/** The detectors that are recorded of a set, in the order of the file. */
export const recordedNames = (cases: readonly BenchCase[]): string[] => [
  ...new Set(cases.flatMap(({ recorded }) => Object.keys(recorded))),
]

/**
 * Every recorded detector, and ours of the same name where there is one: they should not differ.
 * @param detectorOf null: we have none of this name
 */
export function printReproductions(
  cases: readonly BenchCase[],
  detectorOf: (name: string) => Alarms | null,
): void {
  const rows = recordedNames(cases).map((name) => {
    const detector = detectorOf(name)
    const { theirs, ours, differing } = compare(name, detector ?? (() => ''), cases)
    const own = detector ? [...scoreCells(ours), String(differing)] : ['-', '-', '-', '-']
    return [name, ...scoreCells(theirs), ...own]
  })
  const recorded = ['recorded FPR', 'POD', 'TTD']
  printTable(['detector', ...recorded, 'ours: FPR', 'POD', 'TTD', 'periods that differ'], rows)
}
