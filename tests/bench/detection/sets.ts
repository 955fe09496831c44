import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The sets are as the folder's README has them; weeks and days are counted from 1. */
interface Outbreak {
  start: number
  end: number
  cases: number[]
}

/** One character per evaluated period: 1 alarm, 0 none, N not available. */
export interface AlarmPair {
  /** Without the outbreak that is to be found. */
  y0: string
  /** With it. */
  y1: string
}

/** The first and the last period. */
export type Span = readonly [from: number, to: number]

interface WeeklySeries {
  id: string
  scenario: number
  kCurrent: number
  baseline: number[]
  past: (Outbreak & { weeks: number[] })[]
  current: Outbreak & { weeks: number[] }
}

export interface WeeklySet {
  meta: {
    evaluationWeeks: Span
    farringtonFlexible: { common: object; configs: Record<string, object> }
    earsC: { baseline: number; minSigma: number; alpha: Record<string, number> }
  }
  series: WeeklySeries[]
}

interface DailySeries {
  id: string
  signal: number
  factor: number
  baseline: number[]
  outbreak: Outbreak & { days: number[] }
}

export interface DailySet {
  meta: { evaluationDays: Span; weekly: { evaluationWeeks: Span } }
  series: DailySeries[]
}

/** For each series an `id`, and the alarms of each detector, and where it has them its p-values. */
export interface Recorded {
  alarms: Record<string, string | AlarmPair>[]
}

export interface RkiSeries {
  name: string
  observed: number[]
  /** One character a week: 1 where an outbreak is known. */
  state: string
  evaluationWeeks: Span
  alarms: Record<string, string>
  evaluationWeeksLong: Span
  alarmsLong: Record<string, string>
}

export interface RkiSet {
  series: Record<string, RkiSeries>
}

export interface NabSeries {
  name: string
  counts: number[]
  /** First and last period of each labelled window, from 0. */
  windows: Span[]
  reference: Record<string, { alarms?: number[]; windowsHit: number; falseAlarms: number }>
}

export interface NabSet {
  series: NabSeries[]
}

export interface RecordedScan {
  areas: number[]
  duration: number
  p: number
  jaccard: number | null
}

export interface SpaceTimeReplicate {
  id: string
  /** The relative risk in the cluster; 1: there is none. */
  rr: number
  coords: [number, number][]
  population: number[]
  /** Day by day, the last one being today. */
  counts: number[][]
  cluster: { areas: number[]; duration: number }
  reference: Record<string, RecordedScan>
}

export interface SpaceTimeSet {
  replicates: SpaceTimeReplicate[]
}

/** A file of the folder; null, and a line that says so, where it is not there. */
export function readSet<T>(folder: string, name: string): T | null {
  const file = join(folder, `${name}.json.gz`)
  if (!existsSync(file)) {
    console.log(`\n${name}.json.gz is not there: left out`)
    return null
  }
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as T
}

/** Counts with the cases of outbreaks added, `at` their places from 1. */
export function withOutbreaks(
  counts: readonly number[],
  outbreaks: readonly { at: readonly number[]; cases: readonly number[] }[],
): number[] {
  const sums = [...counts]
  for (const { at, cases } of outbreaks)
    for (const [i, place] of at.entries())
      sums[place - 1] = (sums[place - 1] ?? 0) + (cases[i] ?? 0)
  return sums
}

/** The recorded alarms of each series by the names of their detectors. */
export function pairsById({ alarms }: Recorded): Map<unknown, Record<string, AlarmPair>> {
  return new Map(
    alarms.map((one) => {
      const pairs = Object.entries(one).flatMap(([name, value]) =>
        typeof value === 'string' ? [] : [[name, value] as const],
      )
      return [one.id, Object.fromEntries(pairs)]
    }),
  )
}
