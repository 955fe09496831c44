import { formatLocal } from '../compile/calendar.ts'
import { compileList, type ListPlace } from '../compile/list.ts'
import type { Context } from '../compile/plan.ts'
import { receiptsWithin } from '../compile/slices.ts'
import { type Choice, cityNamed, validateChoice } from '../compile/validate.ts'
import { currentSpan, type Span } from '../compile/window.ts'
import { QuestionError } from '../model/errors.ts'
import type { Scope } from '../model/scope.ts'
import { refuseUnknownCodes } from './known-codes.ts'
import { type Cursor, readCursor, writeCursor } from './list-cursor.ts'
import { type Found, type ListedComplaint, showComplaint } from './listed-complaint.ts'
import { select } from './run.ts'
import { type Generation, readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'
import { withinLimits } from './within-limits.ts'

/** The cases behind an answer: the filters of a Question, and which page. */
export interface ListRequest extends Choice {
  /** `next` of the page before. */
  after?: string | undefined
  /** Complaints on a page, at most 200. */
  limit?: number | undefined
}

export interface ComplaintList {
  complaints: ListedComplaint[]
  /** Where the next page begins; null: there is none. */
  next: string | null
  through: string | null
  version: number
}

const PAGE = 50
const LONGEST_PAGE = 200

function pageLength(limit: unknown): number {
  if (limit === undefined) return PAGE
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE) {
    throw new QuestionError(`\`limit\` is a whole number from 1 to ${LONGEST_PAGE}.`)
  }
  return limit
}

/** Partitions by month of receipt, the last month first. */
function byMonth(partitions: readonly Generation[]): Generation[][] {
  const months = new Map<number, Generation[]>()
  for (const partition of partitions) {
    const month = Math.floor(partition.slice / 100)
    months.set(month, [...(months.get(month) ?? []), partition])
  }
  return [...months].sort(([a], [b]) => b - a).map(([, found]) => found)
}

function receivedWithin(choice: Choice, zone: string, place: ListPlace | null): Span {
  const span = currentSpan(choice, zone)
  const start = (choice.basis ?? 'received') === 'received' ? span.start : 0
  return { start, end: Math.min(span.end, place === null ? span.end : place.received + 1000) }
}

/**
 * The complaints that a Question's filters let through, the last received first, page by page. A page's
 * `next` holds the data version, so that pages fit together. Texts are as they came; the requester's
 * key is never among the fields.
 * @throws QuestionError, TooMuchError, VersionGoneError, WarehouseDownError
 */
export async function listComplaints(
  warehouse: Warehouse,
  request: ListRequest,
  scope: Scope,
): Promise<ComplaintList> {
  const named = cityNamed(request)
  const cursor: Cursor | null = request.after === undefined ? null : readCursor(request.after)
  if (cursor !== null && named.version !== undefined && named.version !== cursor.version) {
    throw new QuestionError('`after` belongs to another data version than `version`.')
  }
  const snapshot = await readSnapshot(warehouse, named.city, cursor?.version ?? named.version)
  const context: Context = { ...snapshot, now: new Date().toISOString() }
  const choice = validateChoice(request, context, ['after', 'limit'])
  const limit = pageLength(request.limit)
  await refuseUnknownCodes(warehouse, snapshot, choice.where ?? [])
  const { city, version, through } = snapshot
  const place = cursor?.place ?? null
  const wanted = receiptsWithin(
    snapshot.partitions,
    receivedWithin(choice, city.timeZone, place),
    city.timeZone,
  )
  const found: Found[] = []
  const months = byMonth(wanted)
  // A page is read from the last months backwards, more of them at a time while little is found.
  for (let at = 0, step = 1; at < months.length && found.length <= limit; at += step, step *= 2) {
    const page = {
      partitions: months.slice(at, at + step).flat(),
      after: place,
      limit: limit + 1 - found.length,
    }
    const query = compileList(choice, scope, context, page)
    const rows = await withinLimits(() =>
      select<Found>(warehouse, query.sql, query.params, {
        max_execution_time: 20,
        query_plan_max_limit_for_lazy_materialization: '1000',
      }),
    )
    found.push(...rows)
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    complaints: shown.map((one) => showComplaint(one, city)),
    next:
      found.length > limit && last !== undefined
        ? writeCursor({
            version,
            place: { received: last.received * 1000, source: last.source, id: last.id },
          })
        : null,
    through: through === null ? null : formatLocal(Date.parse(through), city.timeZone),
    version,
  }
}
