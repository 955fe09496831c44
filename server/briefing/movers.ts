import type { Answer } from '../../sql/model/answer.ts'
import { UNKNOWN } from '../../sql/model/dimensions.ts'
import { shiftDay } from '../insight/local-days.ts'
import { adjustBenjaminiHochberg } from '../stats/benjamini-hochberg.ts'
import { testCountChange } from '../stats/count-change.ts'
import { successiveDispersion } from '../stats/successive-dispersion.ts'
import { MOVER_WEEKS, type MoverDimension } from './questions.ts'

/** How many of the weeks before must have data for a day to be judged by them. */
const FEWEST_WEEKS = 4
/** The share of false findings among those reported, at most, on average. */
const FALSE_DISCOVERY_RATE = 0.05

/** A member whose count was compared with its own of the same weekday before. */
export interface Moved {
  dimension: MoverDimension
  member: string
  observed: number
  /** The mean of the same weekday of the weeks before. */
  expected: number
  pValue: number
  /** By Benjamini and Hochberg over all members of all dimensions. */
  adjusted: number
}

/** The days before `day` that an answer of days has complaints of: elsewhere data are missing. */
export function daysWithData(days: Answer, day: string): string[] {
  return days.rows
    .filter((row) => String(row.period) < day && Number(row.complaints) > 0)
    .map((row) => String(row.period))
}

/** The same weekday of the weeks before that has data, the latest first. */
export function sameWeekdays(known: readonly string[], day: string, weeks: number): string[] {
  const has = new Set(known)
  return Array.from({ length: weeks }, (_, week) => shiftDay(day, -7 * (week + 1))).filter((d) =>
    has.has(d),
  )
}

/** A day whose total is so far from the median of its weekday, in parts of it, was no ordinary one. */
const FAR = 0.25

/** 0 where there are none. */
export function medianOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2
}

/**
 * The days before `day` that others may be judged by: those with data, less those on which the whole
 * city was far from its usual (a public holiday, a day with data missing).
 */
function ordinaryDays(days: Answer, day: string): string[] {
  const known = daysWithData(days, day)
  const totals = new Map(days.rows.map((row) => [String(row.period), Number(row.complaints)]))
  const totalOf = (d: string) => totals.get(d) ?? 0
  const weekdays = groupBy(known, weekdayOf)
  return known.filter((d) => {
    const usual = medianOf((weekdays.get(weekdayOf(d)) ?? []).map(totalOf))
    return Math.abs(totalOf(d) - usual) <= FAR * usual
  })
}

/**
 * The relative standard error of a dispersion by successive differences.
 * Source: von Neumann et al. (1941), The mean square successive difference.
 */
const standardError = (pairs: number): number => Math.sqrt(3 / pairs)

const weekdayOf = (day: string): number => new Date(`${day}T00:00Z`).getUTCDay()

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/**
 * Judges every member of the dimensions: its count of the day against the mean of the same weekday of
 * the eight weeks before, two-sided, with the dispersion of its own counts from week to week, or with
 * that of its dimension where it is greater (a member of few counts cannot tell its own), and one
 * standard error more, for it is only estimated. The adjustment is over all members of all dimensions
 * together; members and what they are part of are judged each for itself. On negative binomial noise of
 * many shapes, less than one day in ten has anything found (noise.test.ts).
 * Days that were far from usual in the whole city do not count; it knows no other calendar.
 * @param days the city's complaints by day, which say what days have data
 * @param members for each dimension, its members by day
 * @returns null where fewer than four of the weeks have an ordinary day
 */
export function judgeMovers(
  days: Answer,
  members: readonly { dimension: MoverDimension; answer: Answer }[],
  day: string,
): Moved[] | null {
  const known = ordinaryDays(days, day)
  const weeks = sameWeekdays(known, day, MOVER_WEEKS)
  if (weeks.length < FEWEST_WEEKS) return null
  const weekdays = groupBy(known, weekdayOf)
  const pairs = known.length - weekdays.size
  const judged = members.flatMap(({ dimension, answer }) => {
    const byMember = groupBy(answer.rows, (row) => String(row[dimension]))
    byMember.delete(UNKNOWN)
    const counted = [...byMember].map(([member, rows]) => {
      const counts = new Map(rows.map((row) => [String(row.period), Number(row.complaints)]))
      const countOf = (d: string) => counts.get(d) ?? 0
      const series = [...weekdays.values()].map((group) => group.map(countOf))
      return { member, countOf, series }
    })
    const common = successiveDispersion(counted.flatMap(({ series }) => series)) ?? 1
    return counted.map(({ member, countOf, series }) => {
      const own = successiveDispersion(series) ?? 1
      const dispersion = Math.max(common, own) * (1 + standardError(pairs))
      const observed = countOf(day)
      const { expected, pValue } = testCountChange(observed, weeks.map(countOf), dispersion)
      return { dimension, member, observed, expected, pValue }
    })
  })
  const adjusted = adjustBenjaminiHochberg(judged.map(({ pValue }) => pValue))
  return judged.map((one, i) => ({ ...one, adjusted: adjusted[i] ?? 1 }))
}

/** Those that moved beyond chance, the surest first. */
export function pickMoved(
  judged: readonly Moved[],
  dimension: MoverDimension,
  most: number,
): Moved[] {
  return judged
    .filter((one) => one.dimension === dimension && one.adjusted <= FALSE_DISCOVERY_RATE)
    .sort(
      (a, b) =>
        a.pValue - b.pValue ||
        Math.abs(b.observed - b.expected) - Math.abs(a.observed - a.expected) ||
        (a.member < b.member ? -1 : 1),
    )
    .slice(0, most)
}
