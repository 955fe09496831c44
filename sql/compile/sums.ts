import type { Value } from '../model/answer.ts'
import type { Piece, SideName } from './names.ts'
import type { Plan } from './plan.ts'
import type { Read } from './read.ts'
import { countOf, type SumRow, type Tally } from './sum-row.ts'
import { calendarGrain } from './window.ts'

export interface Sums {
  add(read: Read, found: readonly (readonly Value[])[]): void
  rows(): SumRow[]
}

/** The unit separator, which no code has. */
const SEPARATOR = '\u001f'
const SIDES = ['now', 'before'] as const

/** Of a side that nothing was found for: of half a million rows most have but one. */
const NOTHING: Tally = { counts: {}, seconds: null }

function addInto(
  into: Tally,
  { pieces, median, cases }: Read,
  found: readonly Value[],
  at: number,
) {
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece
    into.counts[piece] = countOf(into, piece) + Number(found[at + i] ?? 0)
  }
  if (!median) return
  const closed = countOf(into, 'closed_timed')
  if (cases === null || (closed >= cases.from && closed < cases.below)) {
    into.seconds = found[at + pieces.length] as number | null
  }
}

/** Adds up what the reads of a Question find, by the rows of its answer. */
export function createSums(plan: Plan): Sums {
  const rows = new Map<string, SumRow>()
  const keyed = plan.by.length
  const dated = plan.question.grain !== undefined
  const rowOf = (found: readonly Value[], at: number): SumRow => {
    const end = at + keyed + (dated ? 1 : 0)
    let id = ''
    for (let i = at; i < end; i++) id += `${found[i]}${SEPARATOR}`
    const known = rows.get(id)
    if (known !== undefined) return known
    const row: SumRow = {
      keys: found.slice(at, at + keyed) as string[],
      bucket: dated ? (found[at + keyed] as string | number) : null,
      now: NOTHING,
      before: NOTHING,
    }
    rows.set(id, row)
    return row
  }
  // One row tells of everything, also where there is nothing.
  if (keyed === 0 && !dated) rowOf([], 0)
  return {
    add: (read, found) => {
      const at = read.side === null ? 1 : 0
      const counted = at + keyed + (dated ? 1 : 0)
      for (const one of found) {
        const side: SideName = read.side ?? SIDES[Number(one[0])] ?? 'now'
        const row = rowOf(one, at)
        if (row[side] === NOTHING) row[side] = { counts: {}, seconds: null }
        addInto(row[side], read, one, counted)
      }
    },
    rows: () => [...rows.values()],
  }
}

const byBucket = (a: SumRow, b: SumRow): number =>
  a.bucket === b.bucket ? 0 : (a.bucket ?? 0) < (b.bucket ?? 0) ? -1 : 1

/**
 * What is open at the end of each row's period: all that entered until then less all that went. Without a
 * grain of the calendar there is one end, and nothing to carry.
 */
export function carryOver(plan: Plan, rows: readonly SumRow[]): void {
  if (calendarGrain(plan.question) === null) return
  const apart = new Map<string, SumRow[]>()
  for (const row of rows) {
    const id = row.keys.join(SEPARATOR)
    const others = apart.get(id)
    if (others === undefined) apart.set(id, [row])
    else others.push(row)
  }
  for (const together of apart.values()) {
    together.sort(byBucket)
    for (const side of SIDES) {
      let entered = 0
      let gone = 0
      for (const row of together) {
        entered += countOf(row[side], 'entered')
        gone += countOf(row[side], 'gone')
        row[side] = { ...row[side], counts: { ...row[side].counts, entered, gone } }
      }
    }
  }
}
