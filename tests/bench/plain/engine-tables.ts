import { dayStart, instantOf, wallOf } from '../../../sql/compile/calendar.ts'
import { receiptsWithin } from '../../../sql/compile/slices.ts'
import type { Span } from '../../../sql/compile/window.ts'
import type { Grain } from '../../../sql/model/grains.ts'
import type { Basis } from '../../../sql/model/question.ts'
import type { Snapshot } from '../../../sql/node/snapshot.ts'
import { CONDITIONS } from './conditions.ts'
import { type Lists, type Table, text } from './read.ts'

const LISTS: Lists = {
  hasAny: (column, members) => `hasAny(${column}, ${members})`,
  isEmpty: (list) => `empty(${list})`,
  each: (list) => `arrayJoin(arrayDistinct(${list}))`,
  without: (list, member) => `arrayFilter(one -> one != ${text(member)}, ${list})`,
  literal: (members) => `[${members.map(text).join(', ')}]`,
}

const EVENTS: Record<Basis, string> = {
  received: 'received_at',
  closed: 'closed_at',
  rated: 'rated_at',
}

/** What tells when a row happened: the local day or hour of a cube, or the instants of complaints. */
type Moment = 'day' | 'hour' | 'instant'

const momentOf = (columns: ReadonlySet<string>): Moment =>
  columns.has('day') ? 'day' : columns.has('hour') ? 'hour' : 'instant'

/** The period of a moment, in the engine's words. */
function bucketOf(grain: Grain, moment: Moment, event: string, zone: string): string | null {
  if (moment === 'day') {
    if (grain === 'hour' || grain === 'hourOfDay') return null
    return calendarBucket(grain, 'day', '')
  }
  if (moment === 'hour') return calendarBucket(grain, 'hour', ", 'UTC'")
  return calendarBucket(grain, event, `, '${zone}'`)
}

function calendarBucket(grain: Grain, at: string, zone: string): string {
  switch (grain) {
    case 'hour':
      return `formatDateTime(toStartOfHour(${at}${zone}), '%Y-%m-%d %H:%i:%S'${zone})`
    case 'day':
      return `toDate(${at}${zone})`
    case 'week':
      return `toMonday(${at}${zone})`
    case 'halfMonth':
      return `toStartOfMonth(${at}${zone}) + if(toDayOfMonth(${at}${zone}) < 16, 0, 15)`
    case 'month':
      return `toStartOfMonth(${at}${zone})`
    case 'quarter':
      return `toStartOfQuarter(${at}${zone})`
    case 'year':
      return `toStartOfYear(${at}${zone})`
    case 'hourOfDay':
      return `toHour(${at}${zone})`
    case 'dayOfWeek':
      return zone === '' ? `toDayOfWeek(${at})` : `toDayOfWeek(${at}, 0${zone})`
  }
}

const wallOfSpan = ({ start, end }: Span, zone: string) => {
  const told = (at: number) => wallOf(at, zone).toString({ smallestUnit: 'second' })
  return { start: told(start).replace('T', ' '), end: told(end).replace('T', ' ') }
}

const isMidnight = (at: number, zone: string): boolean =>
  instantOf(dayStart(wallOf(at, zone).toPlainDate().toString()), zone) === at

function withinOf(moment: Moment, event: string, window: Span, zone: string): string | null {
  if (moment === 'instant') {
    return `${event} >= toDateTime(${window.start / 1000}) AND ${event} < toDateTime(${window.end / 1000})`
  }
  const { start, end } = wallOfSpan(window, zone)
  if (moment === 'hour') return `hour >= '${start}' AND hour < '${end}'`
  if (!isMidnight(window.start, zone) || !isMidnight(window.end, zone)) return null
  return `day >= '${start.slice(0, 10)}' AND day < '${end.slice(0, 10)}'`
}

/** A table of the warehouse, read straight: its visible slices of the window. */
export function engineTable(
  name: string,
  columns: ReadonlySet<string>,
  { city, partitions, repeats }: Snapshot,
): Table {
  const visible = name === 'repeats' ? (repeats ?? []) : partitions
  const zone = city.timeZone
  const moment = momentOf(columns)
  return {
    from: (window, { basis }) => {
      // A case that is closed or rated in the window may have been received long before.
      const received = basis === 'received' ? window : { start: 0, end: window.end }
      const ids = receiptsWithin(visible, received, zone).map(
        ({ slice, batch }) => `'${slice}-${batch}'`,
      )
      return `(SELECT * FROM ${name} WHERE _partition_id IN (${ids.join(', ') || "''"}))`
    },
    within: (window, basis) =>
      basis !== 'received' && moment !== 'instant'
        ? null
        : withinOf(moment, EVENTS[basis], window, zone),
    bucket: (grain, basis) => bucketOf(grain, moment, EVENTS[basis], zone),
    sum: (count, { through }) => {
      if (columns.has(count)) return `sum(${count})`
      if (count === 'overdue' && columns.has('due_at')) {
        const open = columns.has('closed') ? 'closed = false AND ' : ''
        return `countIf(${open}due_at <= toDateTime(${through / 1000}))`
      }
      if (count === 'repeated') return name === 'repeats' ? 'count()' : null
      if (moment !== 'instant') return null
      if (count === 'complaints') return 'count()'
      if (count === 'requester_told') return "countIf(requester_key != '')"
      const condition = CONDITIONS[count]
      return condition === undefined ? null : `countIf(${condition})`
    },
    median: columns.has('closed_at')
      ? "quantileExact(0.5)(dateDiff('second', received_at, closed_at))"
      : null,
    columns,
    lists: LISTS,
  }
}
