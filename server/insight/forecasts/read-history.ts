import type { Answer } from '../../../sql/model/answer.ts'
import type { City, Member } from '../../../sql/model/city.ts'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import type { Question } from '../../../sql/model/question.ts'
import { coverageOf } from '../../briefing/coverage.ts'
import { dayNumber, dayText, monthOf } from '../local-days.ts'
import type { MonthCounts } from './compose.ts'
import { findGaps, type Past, pastOf } from './past.ts'
import { successorsOn } from './successors.ts'

export type Ask = (question: Question) => Promise<Answer>

/** The two dimensions whose members are forecast. */
type Split = 'district' | 'category1'

export interface MemberPast extends Past {
  code: string
  /** Whether another has taken over. */
  ended: boolean
}

export interface History {
  /** Null where nothing was asked: the day lies before the city's span. */
  version: number | null
  through: string | null
  /** The first day, and the one after the last. */
  first: number
  end: number
  city: Past
  members: Record<Split, MemberPast[]>
  /** Months of each category by member of the other split; the city's are under ''. */
  mixes: Map<string, Map<string, MonthCounts>>
}

/** Years before are not asked: cities change. */
const YEARS = 5
const YEAR = 365
const UNKNOWN = 'unknown'

const membersOf = (city: City, split: Split): readonly Member[] =>
  split === 'district'
    ? city.areas.filter(({ level }) => level === 'district')
    : city.categories.filter(({ level }) => level === 1)

const rowsOf = (answers: readonly Answer[]) => answers.flatMap(({ rows }) => rows)

/**
 * Reads the past of a city, its districts and its categories of level 1 up to a day: complaints of each
 * day, and of each category by month within the others. A member that took over from another has its past
 * too.
 * @param asOf a local day: nothing received on it or later is read
 * @returns a history of no days where there are no complaints yet
 * @throws what `ask` throws
 */
export async function readHistory(city: City, asOf: string, ask: Ask): Promise<History> {
  const last = dayNumber(asOf)
  const start = Math.max(dayNumber(city.span.from), last - Math.round(YEARS * 365.25))
  const nothing = {
    first: last,
    end: last,
    members: { district: [], category1: [] },
    mixes: new Map(),
  }
  const nobody = { counts: new Float64Array(), begin: 0, codes: [] }
  if (start >= last) return { ...nothing, version: null, through: null, city: nobody }
  let version: number | undefined
  const question = (from: number, to: number, by: DimensionId[], grain: 'day' | 'month') => ({
    city: city.id,
    measures: ['complaints' as const],
    ...(by.length > 0 && { by }),
    grain,
    from: dayText(from),
    to: dayText(to),
    ...(version !== undefined && { version }),
  })
  const whole = await ask(question(start, last, [], 'day'))
  version = whole.version
  const firstDay = whole.rows.map(({ period }) => String(period)).sort()[0]
  if (firstDay === undefined || whole.through === null)
    return { ...nothing, version, through: whole.through, city: nobody }
  const first = dayNumber(firstDay)
  const cut = dayNumber(whole.through.slice(0, 10))
  const covered = coverageOf(whole.through, whole.through.slice(0, 10)) === 'whole' ? cut + 1 : cut
  const end = Math.min(last, Math.max(first, covered))
  const days = end - first

  const spans: [number, number][] = []
  for (let from = first; from < end; from += YEAR) spans.push([from, Math.min(end, from + YEAR)])
  const askAll = (by: DimensionId[]) =>
    Promise.all(spans.map(([from, to]) => ask(question(from, to, by, 'day'))))
  const [districts, categories, mix] = await Promise.all([
    askAll(['district']),
    askAll(['category1']),
    end > first ? ask(question(first, end, ['district', 'category1'], 'month')) : null,
  ])

  const counts = new Float64Array(days)
  for (const { period, complaints } of whole.rows) {
    const day = dayNumber(String(period)) - first
    if (day >= 0 && day < days) counts[day]! += Number(complaints)
  }
  const gaps = findGaps(counts)

  const endDay = dayText(end)
  const readMembers = (split: Split, answers: readonly Answer[]): MemberPast[] => {
    const listed = membersOf(city, split)
    const taken = successorsOn(listed, endDay)
    const sums = new Map<string, Float64Array>()
    const codes = new Map<string, string[]>()
    const add = (code: string) => {
      const at = taken.get(code) ?? code
      if (!sums.has(at)) sums.set(at, new Float64Array(days))
      const known = codes.get(at) ?? []
      if (!known.includes(code)) codes.set(at, [...known, code])
      return sums.get(at)!
    }
    for (const { code, to } of listed) if (taken.has(code) || to === null || to > endDay) add(code)
    for (const row of rowsOf(answers)) {
      const day = dayNumber(String(row.period)) - first
      if (day >= 0 && day < days) add(String(row[split]))[day]! += Number(row.complaints)
    }
    const ended = listed.filter(({ code }) => taken.has(code)).map(({ code }) => code)
    return [
      ...[...sums].map(([code, sum]) => ({
        code,
        ended: listed.some(
          (member) => member.code === code && member.to !== null && member.to <= endDay,
        ),
        ...pastOf(codes.get(code)!, sum, gaps),
      })),
      ...ended.map((code) => ({
        code,
        ended: true,
        ...pastOf([code], new Float64Array(days), gaps),
      })),
    ].sort((a, b) => (a.code < b.code ? -1 : 1))
  }
  const members = {
    district: readMembers('district', districts),
    category1: readMembers('category1', categories),
  }

  const successors = {
    district: successorsOn(membersOf(city, 'district'), endDay),
    category1: successorsOn(membersOf(city, 'category1'), endDay),
  }
  const mixes: History['mixes'] = new Map()
  for (const row of mix?.rows ?? []) {
    const category = successors.category1.get(String(row.category1)) ?? String(row.category1)
    const district = successors.district.get(String(row.district)) ?? String(row.district)
    const month = monthOf(dayNumber(String(row.period)))
    for (const key of ['', district]) {
      const byCategory = mixes.get(key) ?? new Map<string, Map<number, number>>()
      mixes.set(key, byCategory)
      const months = (byCategory.get(category) ?? new Map()) as Map<number, number>
      byCategory.set(category, months)
      months.set(month, (months.get(month) ?? 0) + Number(row.complaints))
    }
  }
  return {
    version,
    through: whole.through,
    first,
    end,
    city: pastOf([], counts, gaps),
    members,
    mixes,
  }
}

/** Members that are forecast: those that are known. */
export const isNamed = ({ code }: MemberPast): boolean => code !== UNKNOWN
