import { dayStart, instantOf, wallOf } from '../../../sql/compile/calendar.ts'
import type { Span } from '../../../sql/compile/window.ts'
import type { Grain } from '../../../sql/model/grains.ts'
import type { Basis } from '../../../sql/model/question.ts'
import { CONDITIONS } from './conditions.ts'
import { type Lists, type Table, text } from './read.ts'

const LISTS: Lists = {
  hasAny: (column, members) => `list_has_any(${column}, ${members})`,
  isEmpty: (list) => `len(${list}) = 0`,
  each: (list) => `unnest(list_distinct(${list}))`,
  without: (list, member) => `list_filter(${list}, lambda one: one <> ${text(member)})`,
  literal: (members) => `[${members.map(text).join(', ')}]`,
}

/** The period of a local time or day, in DuckDB's words. */
function bucketOf(grain: Grain, at: string): string {
  switch (grain) {
    case 'hour':
      return `date_trunc('hour', ${at})`
    case 'day':
      return `CAST(${at} AS DATE)`
    case 'halfMonth':
      return `CAST(date_trunc('month', ${at}) AS DATE) + CASE WHEN day(${at}) < 16 THEN 0 ELSE 15 END`
    case 'hourOfDay':
      return `hour(${at})`
    case 'dayOfWeek':
      return `isodow(${at})`
    default:
      return `CAST(date_trunc('${grain}', ${at}) AS DATE)`
  }
}

const EVENTS: Record<Basis, string> = {
  received: 'received_at',
  closed: 'closed_at',
  rated: 'rated_at',
}

const SECONDS = 'epoch(closed_at) - epoch(received_at)'
const REPEAT_SECONDS = 90 * 86_400

const wallText = (at: number, zone: string) =>
  `TIMESTAMP '${wallOf(at, zone).toString({ smallestUnit: 'second' }).replace('T', ' ')}'`

/** Complaints of the window with whether they are repeated, which needs those of 90 days before. */
function withRepeats(window: Span, zone: string): string {
  const first = wallText(window.start - REPEAT_SECONDS * 1000, zone)
  return `(SELECT *, earlier >= second - ${REPEAT_SECONDS} AS repeated
    FROM (SELECT *, max(second) OVER (PARTITION BY requester_key, category2 ORDER BY second
                 RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
            FROM (SELECT *, CAST(epoch(received_at) AS BIGINT) AS second FROM complaints
                   WHERE received_at >= ${first} AND received_at < ${wallText(window.end, zone)}
                     AND requester_key <> 0))
   UNION ALL BY NAME
   SELECT *, NULL AS second, NULL AS earlier, false AS repeated FROM complaints
    WHERE received_at >= ${wallText(window.start, zone)} AND received_at < ${wallText(window.end, zone)}
      AND requester_key = 0) AS told`
}

/**
 * The complaints in one DuckDB table in order of receipt, with local times.
 * @param median how the seconds to close are put together
 */
export const duckdbRows = (
  columns: ReadonlySet<string>,
  zone: string,
  median: 'median' | 'ranks',
): Table => {
  return {
    from: (window, { counts }) =>
      counts.includes('repeated') ? withRepeats(window, zone) : 'complaints',
    within: ({ start, end }, basis) =>
      `${EVENTS[basis]} >= ${wallText(start, zone)} AND ${EVENTS[basis]} < ${wallText(end, zone)}`,
    bucket: (grain, basis) => bucketOf(grain, EVENTS[basis]),
    sum: (count, { through }) => {
      if (count === 'complaints') return 'count(*)'
      if (count === 'requester_told') return 'count(*) FILTER (WHERE requester_key <> 0)'
      if (count === 'repeated') return 'count(*) FILTER (WHERE repeated)'
      if (count === 'overdue') {
        return `count(*) FILTER (WHERE closed = false AND due_at <= ${wallText(through, zone)})`
      }
      const condition = CONDITIONS[count]
      return condition === undefined ? null : `count(*) FILTER (WHERE ${condition})`
    },
    median:
      median === 'median' ? `median(${SECONDS})` : `quantile_cont(${SECONDS}, [0.49, 0.5, 0.51])`,
    columns,
    lists: LISTS,
  }
}

/** Is the instant a local midnight? */
const isMidnight = (at: number, zone: string): boolean =>
  instantOf(dayStart(wallOf(at, zone).toPlainDate().toString()), zone) === at

const dayText = (at: number, zone: string) => `DATE '${wallOf(at, zone).toPlainDate().toString()}'`

/** A cube of the warehouse, copied into DuckDB: local days or hours, and additive counts. */
export const duckdbCube = (name: string, columns: ReadonlySet<string>, zone: string): Table => {
  const moment = columns.has('day') ? 'day' : 'hour'
  return {
    from: () => name,
    within: ({ start, end }, basis) => {
      if (basis !== 'received') return null
      if (moment === 'hour')
        return `hour >= ${wallText(start, zone)} AND hour < ${wallText(end, zone)}`
      if (!isMidnight(start, zone) || !isMidnight(end, zone)) return null
      return `day >= ${dayText(start, zone)} AND day < ${dayText(end, zone)}`
    },
    bucket: (grain) =>
      moment === 'day' && (grain === 'hour' || grain === 'hourOfDay')
        ? null
        : bucketOf(grain, moment),
    sum: (count) => (columns.has(count) ? `sum(${count})` : null),
    median: null,
    columns,
    lists: LISTS,
  }
}

/** Some of the complaints, such as the open ones, copied into DuckDB with local times. */
export const duckdbExtract = (name: string, columns: ReadonlySet<string>, zone: string): Table => ({
  from: () => name,
  within: ({ start, end }, basis) =>
    columns.has(EVENTS[basis])
      ? `${EVENTS[basis]} >= ${wallText(start, zone)} AND ${EVENTS[basis]} < ${wallText(end, zone)}`
      : null,
  bucket: (grain, basis) => bucketOf(grain, EVENTS[basis]),
  sum: (count, { through }) => {
    if (count === 'overdue' && columns.has('due_at')) {
      return `count(*) FILTER (WHERE due_at <= ${wallText(through, zone)})`
    }
    return count === 'repeated' && name === 'repeats' ? 'count(*)' : null
  },
  median: columns.has('level') ? `median(${SECONDS})` : null,
  columns,
  lists: LISTS,
})
