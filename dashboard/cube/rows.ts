import type { Row } from '../../sql/model/answer.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Question } from '../../sql/model/question.ts'
import { addDays, earliest } from '../state/days.ts'
import { dayAfter } from '../views/trend/periods.ts'
import type { CubeGrain, Parts } from './cube.ts'
import type { Grouping, Sums } from './sum.ts'

/** The sums of the asked days, and of those that they are compared with. */
export interface Summed {
  grouping: Grouping
  now: Sums
  before: Sums | null
}

/** What tells whether a value has settled. */
export interface Maturity {
  /** The days after which each measure's value has settled; none where that is not said. */
  maturityDays: ReadonlyMap<MeasureId, number>
  /** The cut-off of the data, local time. */
  through: string | null
}

function measured({ sum, of, told }: Parts, group: number, complaints: number): number | null {
  const total = sum[group] ?? 0
  if (of) return of[group] ? total / of[group] : null
  return told && told[group] === 0 && complaints > 0 ? null : total
}

function writeParts(row: Row, name: string, parts: Parts, group: number, complaints: number): void {
  row[name] = measured(parts, group, complaints)
  if (parts.of) row[`${name}.n`] = parts.of[group] ?? 0
}

function keysOf({ by, buckets }: Grouping, group: number, ids: readonly string[]): Row {
  const row: Row = {}
  let rest = group
  const period = buckets.length > 0 ? buckets[rest % buckets.length] : undefined
  if (buckets.length > 0) rest = Math.floor(rest / buckets.length)
  const codes = by.toReversed().map(({ codes: all }) => {
    const code = all[rest % all.length] ?? ''
    rest = Math.floor(rest / all.length)
    return code
  })
  codes.reverse().forEach((code, i) => {
    row[ids[i] ?? ''] = code
  })
  if (period !== undefined) row.period = period
  return row
}

/** The rows of an answer in their default order: where complaints are, or were in what is compared. */
export function writeRows(
  { by = [], measures, to }: Question,
  grain: CubeGrain | undefined,
  { grouping, now, before }: Summed,
  { maturityDays, through }: Maturity,
): Row[] {
  const told = through?.slice(0, 10)
  const isWhole = by.length === 0 && grain === undefined
  const rows: Row[] = []
  for (let group = 0; group < grouping.size; group++) {
    const complaints = now.complaints[group] ?? 0
    const earlier = before?.complaints[group] ?? 0
    if (complaints === 0 && earlier === 0 && !isWhole) continue
    const row = keysOf(grouping, group, by)
    const after = grain ? dayAfter(grain, String(row.period)) : to
    const end = earliest(after, to)
    for (const id of measures) {
      writeParts(row, id, now.measures.get(id) as Parts, group, complaints)
      const wait = maturityDays.get(id)
      if (wait !== undefined) {
        row[`${id}.mature`] = told !== undefined && addDays(end, wait - 1) <= told
      }
      if (before) {
        writeParts(row, `${id}.compare`, before.measures.get(id) as Parts, group, earlier)
      }
    }
    rows.push(row)
  }
  return rows
}
