import { type Contest, contestOf, type Difference, halves, type PValuePair } from './contest.ts'
import type { BenchCase } from './reproduction.ts'
import { decimals, printTable, scoreCells } from './table.ts'

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(3)}`

const interval = ({ difference, low, high }: Difference): string =>
  `${signed(difference)} [${signed(low)}, ${signed(high)}]`

function printContests(contests: ReadonlyMap<string, Contest>): void {
  const theirs = ['recorded FPR', 'POD', 'TTD']
  const ours = ['ours: alpha', 'FPR', 'POD', 'TTD']
  const both = ['both found: TTD', 'ours']
  const gained = ['POD gained [95 %]', 'at its very FPR [95 %]', 'both ways [95 %]']
  const rows = [...contests].map(([name, contest]) => [
    name,
    ...scoreCells(contest.theirs),
    contest.alpha.toPrecision(3),
    ...scoreCells(contest.ours),
    decimals(contest.commonDelay?.theirs ?? null, 2),
    decimals(contest.commonDelay?.ours ?? null, 2),
    interval(contest.gain),
    interval(contest.gainAtSameRate),
    interval(contest.gainBothWays),
  ])
  printTable(['against', ...theirs, ...ours, ...both, ...gained], rows)
}

function printVerdict(name: string, { gain, gainBothWays }: Contest): void {
  const verdict =
    gain.low > 0
      ? 'finds more outbreaks'
      : gain.high < 0
        ? 'finds fewer outbreaks'
        : 'is not told apart'
  console.log(
    `Verdict: at the false-positive rate of ${name} our own detector ${verdict}: POD ${interval(gain)}, halves both ways ${interval(gainBothWays)}.`,
  )
}

/**
 * Plays our detector against recorded ones, each at its own false-positive rate, and prints how it
 * went.
 * @param names of the recorded detectors, the one that the verdict is about first
 */
export function playContests<T extends BenchCase>(
  cases: readonly T[],
  names: readonly string[],
  judge: (one: T) => PValuePair,
): void {
  const parts = halves(cases.map((one) => ({ ...one, pValues: judge(one) })))
  const contests = new Map<string, Contest>()
  for (const name of names) {
    const [tuning, scored] = parts.map((part) =>
      part.flatMap(({ recorded, pValues, periodsOf }) => {
        const pair = recorded[name]
        return pair ? [{ ...periodsOf(name), pValues, recorded: pair }] : []
      }),
    )
    if (tuning?.length && scored?.length) contests.set(name, contestOf([tuning, scored]))
  }
  console.log(
    `Our own detector at the false-positive rate of each: alpha from ${parts[0].length} series, scored on the other ${parts[1].length}`,
  )
  printContests(contests)
  const [first] = contests
  if (first) printVerdict(...first)
}
