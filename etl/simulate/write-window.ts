import { closeSync, openSync, writeSync } from 'node:fs'
import { DAY, dayText } from './calendar.ts'
import { type Complaint, EVENT, WRONG } from './complaint.ts'
import { type Broken, HEADER, LONGEST_ROW } from './csv-row.ts'
import { type FaultCounts, type FaultPlan, isBroken, noFaults } from './faults.ts'
import { LIFE_DAYS } from './lifecycle.ts'
import type { Simulation } from './open-simulation.ts'
import type { FaultKind } from './truth.ts'

/** A stretch of local seconds: (after, until]. */
export interface Window {
  after: number
  until: number
}

/** What a file holds, and what a load of it should count. */
export interface Written {
  rows: number
  superseded: number
  duplicates: number
  rejected: number
  warnings: number
  faults: FaultCounts
}

const CHUNK = 1 << 22
const IDS = 20

/** How many of a complaint's events lie at or before `until`. */
function eventsUntil(c: Complaint, until: number): number {
  let n = c.events
  while (n > 0 && c.at[n - 1]! > until) n--
  return n
}

/** Whether a row would show what is wrong with the complaint. */
function showsWrong(c: Complaint, events: number): boolean {
  if (c.wrong !== WRONG.closing) return c.wrong !== WRONG.nothing
  let closed = false
  for (let e = 1; e < events; e++) {
    if (c.what[e] === EVENT.closed) closed = true
    else if (c.what[e] === EVENT.returned) closed = false
  }
  return closed
}

/** Writes to a file in large pieces. */
function openSink(path: string) {
  const file = openSync(path, 'w')
  const out = Buffer.allocUnsafe(CHUNK + 4 * LONGEST_ROW)
  let at = 0
  const flush = () => {
    for (let from = 0; from < at; ) from += writeSync(file, out, from, at - from)
    at = 0
  }
  return {
    out,
    get at() {
      return at
    },
    advance(to: number) {
      at = to
      if (at > CHUNK) flush()
    },
    push(bytes: Buffer) {
      if (at + bytes.length > out.length) flush()
      bytes.copy(out, at)
      at += bytes.length
    },
    close() {
      flush()
      closeSync(file)
    },
    drop: () => closeSync(file),
  }
}

/**
 * Writes every complaint that had an event in the window, in its state at the window's end, as csv in
 * order of receipt; then what was held back.
 * @param plan the file's faults, null for none
 */
export function writeWindow(
  { world, days, draw, writeRow }: Simulation,
  { after, until }: Window,
  path: string,
  plan: FaultPlan | null,
): Written {
  const written: Written = {
    rows: 0,
    superseded: 0,
    duplicates: 0,
    rejected: 0,
    warnings: 0,
    faults: noFaults(),
  }
  const held: Buffer[] = []
  const sink = openSink(path)
  const note = (kind: FaultKind, c: Complaint) => {
    const fault = written.faults[kind]
    fault.count++
    if (fault.ids.length < IDS) {
      const day = dayText(c.day).replaceAll('-', '')
      fault.ids.push(`${day}-${String(c.number).padStart(6, '0')}`)
    }
  }
  const warn = (c: Complaint) => {
    written.warnings++
    note(c.wrong === WRONG.closing ? 'impossibleTime' : 'unknownCode', c)
  }
  const put = (c: Complaint, events: number, broken?: Broken) => {
    sink.advance(writeRow(c, events, sink.out, sink.at, broken))
    written.rows++
    if (!broken && showsWrong(c, events)) warn(c)
  }
  const putFaulty = (c: Complaint, events: number) => {
    const fault = plan?.ofRow(c) ?? null
    if (fault === null) {
      put(c, events)
      return
    }
    note(fault, c)
    if (isBroken(fault)) {
      put(c, events)
      put(c, events, fault)
      written.rejected++
      return
    }
    const end = writeRow(c, events, sink.out, sink.at)
    const row = Buffer.from(sink.out.subarray(sink.at, end))
    held.push(row)
    if (fault === 'duplicate') {
      put(c, events)
      written.duplicates++
    }
    written.rows++
    if (showsWrong(c, events)) warn(c)
  }
  try {
    sink.push(Buffer.from(HEADER))
    const keep = plan === null ? null : (c: Complaint) => c.events > 1 && plan.isStale(c)
    const first = Math.max(world.firstDay, Math.floor(after / DAY) - LIFE_DAYS)
    for (let day = first; day <= Math.floor(until / DAY); day++) {
      const calls = days.callsOf(day)
      for (let i = 0; i < calls.count && calls.seconds[i]! <= until; i++) {
        const c = draw(calls, i, after, keep)
        if (c === null) continue
        const events = eventsUntil(c, until)
        if (c.at[events - 1]! > after) putFaulty(c, events)
        else if (events > 1 && plan?.isStale(c)) {
          put(c, events - 1)
          written.superseded++
          note('stale', c)
        }
      }
    }
    for (const row of held) sink.push(row)
    sink.close()
  } catch (error) {
    sink.drop()
    throw error
  }
  return written
}
