import type { AlarmPair } from './sets.ts'

/** An outbreak that is to be found, in the periods of the alarms. */
export interface Sought {
  start: number
  end: number
}

/** How a detector did on one series. */
export interface Outcome {
  falseAlarms: number
  /** How many periods of y0 it said something of. */
  decided: number
  /** Periods from the outbreak's start to its first alarm; null: it was not found. */
  delay: number | null
}

export interface Score {
  /** Alarms over decided periods, without the outbreak. */
  falsePositiveRate: number
  /** The share of the outbreaks with an alarm between their first and last case. */
  probabilityOfDetection: number
  /** Mean periods to the first alarm, of those found; null: none was. */
  timeToDetection: number | null
}

const countOf = (alarms: string, sign: string): number => alarms.split(sign).length - 1

/**
 * What became of one series.
 * @param first the period of the first character of the alarms
 */
export function outcomeOf({ y0, y1 }: AlarmPair, first: number, { start, end }: Sought): Outcome {
  const at = y1.slice(Math.max(0, start - first), Math.max(0, end - first + 1)).indexOf('1')
  return {
    falseAlarms: countOf(y0, '1'),
    decided: y0.length - countOf(y0, 'N'),
    delay: at < 0 ? null : at + Math.max(0, first - start),
  }
}

/** The score of all series, as the folder's score.mjs has it. */
export function scoreOf(outcomes: readonly Outcome[]): Score {
  const sum = (of: (one: Outcome) => number) => outcomes.reduce((all, one) => all + of(one), 0)
  const found = sum(({ delay }) => (delay === null ? 0 : 1))
  return {
    falsePositiveRate: sum(({ falseAlarms }) => falseAlarms) / sum(({ decided }) => decided),
    probabilityOfDetection: found / outcomes.length,
    timeToDetection: found === 0 ? null : sum(({ delay }) => delay ?? 0) / found,
  }
}

/** How many periods of two alarm strings differ. */
export function differences(ours: string, theirs: string): number {
  const longer = ours.length > theirs.length ? ours : theirs
  return [...longer].filter((_, i) => ours[i] !== theirs[i]).length
}

/** The alarms of p-values: where they are at most alpha; N where there is none. */
export const alarmsAt = (pValues: readonly (number | null)[], alpha: number): string =>
  pValues.map((p) => (p === null ? 'N' : p <= alpha ? '1' : '0')).join('')
