import { DAY, dayText } from './calendar.ts'
import { NAMING } from './calibration.ts'
import { type Complaint, EVENT, WRONG } from './complaint.ts'
import type { Enterprise } from './enterprises.ts'
import { NEW_KINDS } from './plant-kinds.ts'
import { Random } from './random.ts'
import type { Template } from './texts.ts'
import { SLOTS } from './texts.ts'
import { DEADLINE_CLASSES } from './topics.ts'
import type { World } from './world.ts'

export const HEADER =
  'case_id,updated_at,received_at,due_at,dispatched_at,responded_at,closed_at,rated_at,channel,kind,' +
  'handling,requester,phone,event,enterprise,language,category,district,subdistrict,lon,lat,' +
  'department,cooperating,resolved,satisfied,title,text\n'

/** No row is longer, bytes. */
export const LONGEST_ROW = 1 << 14

/** Whom a complaint is about: numbers of phrases. */
type Named = Pick<Enterprise, 'zh' | 'en'>

/** Ways in which a record can be no complaint; the last cannot be told in a format with columns. */
export const BROKEN = ['missingId', 'unreadableDate', 'outsideSpan', 'wrongFieldCount'] as const
export type Broken = (typeof BROKEN)[number]

const COMMA = 44
const QUOTE = 34
const NEWLINE = 10
const ZERO = 48
const DASH = 45
const SPACE = 32
const COLON = 58

/** Dates as 10 bytes each, from `first` on. */
function writeDates(first: number, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, (_, i) => dayText(first + i)).join(''), 'latin1')
}

const encode = (text: string) => Buffer.from(text)
const NO_CODE = {
  category: encode('999999'),
  subdistrict: encode('110199999'),
  department: encode('no-such-office'),
  channel: encode('fax'),
}
const BAD_DATE = encode('2024/13/45 25:61')
const OUTSIDE = encode('1988-06-01 08:00:00')

/** Writes complaints as rows of csv, in their state after a number of events. */
export function createRowWriter(world: World) {
  const { phrases, words, items, subdistricts, districts, departments, topics, people, shops } =
    world
  const random = new Random()
  const complaint = words.complaint!
  const report = words.report!
  // A closing that is said to come before the receipt may fall before the first day.
  const datesFrom = world.firstDay - 3
  let dates = writeDates(datesFrom, world.endDay - world.firstDay + 120)

  const digits = (out: Buffer, at: number, value: number, width: number): number => {
    let left = value
    for (let i = at + width - 1; i >= at; i--) {
      const rest = Math.floor(left / 10)
      out[i] = ZERO + (left - rest * 10)
      left = rest
    }
    return at + width
  }
  const date = (out: Buffer, at: number, day: number): number => {
    const from = (day - datesFrom) * 10
    if (from + 10 > dates.length) dates = writeDates(datesFrom, day - datesFrom + 400)
    for (let i = 0; i < 10; i++) out[at + i] = dates[from + i]!
    return at + 10
  }
  const clock = (out: Buffer, at: number, second: number): number => {
    const hour = Math.floor(second / 3600)
    const minute = Math.floor((second - hour * 3600) / 60)
    digits(out, at, hour, 2)
    out[at + 2] = COLON
    digits(out, at + 3, minute, 2)
    return at + 5
  }
  const time = (out: Buffer, from: number, second: number): number => {
    const day = Math.floor(second / DAY)
    let at = date(out, from, day)
    out[at++] = SPACE
    at = clock(out, at, second - day * DAY)
    out[at++] = COLON
    return digits(out, at, second % 60, 2)
  }
  const copy = (out: Buffer, at: number, bytes: Buffer): number => at + bytes.copy(out, at)
  const number = (out: Buffer, at: number, value: number): number => {
    let width = 1
    for (let limit = 10; value >= limit; limit *= 10) width++
    return digits(out, at, value, width)
  }
  const degrees = (out: Buffer, at: number, value: number): number => {
    const whole = Math.floor(value / 1e5)
    let end = number(out, at, whole)
    out[end++] = 46
    end = digits(out, end, value - whole * 1e5, 5)
    return end
  }
  const compact = (out: Buffer, at: number, day: number): number => {
    date(out, at, day)
    out.copyWithin(at + 4, at + 5, at + 7)
    out.copyWithin(at + 6, at + 8, at + 10)
    return at + 8
  }

  const slot = (out: Buffer, at: number, which: number, c: Complaint, shop: Named): number => {
    const language = c.english ? 'en' : 'zh'
    switch (SLOTS[which]) {
      case 'place':
        return phrases.write(subdistricts[c.subdistrict]!.places[c.place]![language], out, at)
      case 'item':
        return phrases.write(items[c.item]![language], out, at)
      case 'name':
        return phrases.write(people[random.below(people.length)]![language], out, at)
      case 'phone':
        return digits(out, at, c.phone, 11)
      case 'days':
        return number(out, at, 2 + Math.floor(28 * random.unit() ** 2))
      case 'time':
        return clock(out, at, random.below(144) * 600)
      case 'shop':
        return phrases.write(shop[language], out, at)
      default:
        return number(out, at, (2 + random.below(98)) * (random.unit() < 0.3 ? 100 : 10))
    }
  }

  const choose = (c: Complaint): Template => {
    const set = c.newKind ? world.newKinds[NEW_KINDS.indexOf(c.newKind)]! : topics[c.topic]!
    const said = c.english ? set.en : set.zh
    const list = c.kind === complaint || c.kind === report ? said.all : said.mild
    return list[random.below(list.length)]!
  }

  /** The first of a list are drawn most. */
  const draw = <T>(list: readonly T[]): T => list[Math.floor(list.length * random.unit() ** 2)]!

  /** The enterprise of the list that a complaint names, if it names any. */
  const name = (c: Complaint): Enterprise | null => {
    const { enterprises } = topics[c.topic]!
    const names = random.unit() < NAMING && c.newKind === null && enterprises.length > 0
    return names ? draw(enterprises) : null
  }

  /**
   * Writes a row into `out` at `from`: the complaint after its first `events` events.
   * @returns where the row ends
   */
  return (c: Complaint, events: number, out: Buffer, from: number, broken?: Broken): number => {
    random.seed(world.seed ^ c.day, c.cell, c.nth, 6)
    const template = choose(c)
    const listed = name(c)
    const shop: Named = listed ?? draw(shops)
    const item = items[c.item]!
    let dispatchedAt = 0
    let respondedAt = 0
    let closedAt = 0
    let ratedAt = 0
    let ratings = 0
    for (let e = 1; e < events; e++) {
      const when = c.at[e]!
      const what = c.what[e]!
      if (what === EVENT.dispatched) dispatchedAt = when
      else if (what === EVENT.responded) respondedAt = when
      else if (what === EVENT.closed) closedAt = when
      else if (what === EVENT.returned) closedAt = 0
      else {
        ratedAt = when
        ratings++
      }
    }
    if (c.wrong === WRONG.closing && closedAt > 0) closedAt = c.received - c.before
    let at = from
    if (broken !== 'missingId') {
      at = compact(out, at, c.day)
      out[at++] = DASH
      at = digits(out, at, c.number, 6)
    }
    out[at++] = COMMA
    at = time(out, at, c.at[events - 1]!)
    out[at++] = COMMA
    if (broken === 'unreadableDate') at = copy(out, at, BAD_DATE)
    else if (broken === 'outsideSpan') at = copy(out, at, OUTSIDE)
    else at = time(out, at, c.received)
    out[at++] = COMMA
    if (c.dispatched) at = time(out, at, c.received + DEADLINE_CLASSES[item.deadline]!.due * 3600)
    out[at++] = COMMA
    if (dispatchedAt > 0) at = time(out, at, dispatchedAt)
    out[at++] = COMMA
    if (respondedAt > 0) at = time(out, at, respondedAt)
    out[at++] = COMMA
    if (closedAt > 0) at = time(out, at, closedAt)
    out[at++] = COMMA
    if (ratedAt > 0) at = time(out, at, ratedAt)
    out[at++] = COMMA
    if (c.wrong === WRONG.channel) at = copy(out, at, NO_CODE.channel)
    else at = phrases.write(c.channel, out, at)
    out[at++] = COMMA
    at = phrases.write(c.kind, out, at)
    out[at++] = COMMA
    at = phrases.write(c.dispatched ? words.dispatched! : words.direct!, out, at)
    out[at++] = COMMA
    at = phrases.write(c.requester, out, at)
    out[at++] = COMMA
    at = digits(out, at, c.phone, 11)
    out[at++] = COMMA
    if (c.isEvent) {
      at = compact(out, at, c.day)
      out[at++] = DASH
      at = phrases.write(item.codePhrase, out, at)
      out[at++] = DASH
      at = phrases.write(subdistricts[c.subdistrict]!.codePhrase, out, at)
    }
    out[at++] = COMMA
    if (listed) at = phrases.write(listed.code, out, at)
    else if (template.names.has('shop')) {
      out[at++] = QUOTE
      at = phrases.write(shop.zh, out, at)
      out[at++] = QUOTE
    }
    out[at++] = COMMA
    at = phrases.write(c.english ? words.en! : words.zh!, out, at)
    out[at++] = COMMA
    if (c.wrong === WRONG.category) at = copy(out, at, NO_CODE.category)
    else at = phrases.write(item.codePhrase, out, at)
    out[at++] = COMMA
    at = phrases.write(districts[c.district]!.codePhrase, out, at)
    out[at++] = COMMA
    if (c.wrong === WRONG.subdistrict) at = copy(out, at, NO_CODE.subdistrict)
    else at = phrases.write(subdistricts[c.subdistrict]!.codePhrase, out, at)
    out[at++] = COMMA
    if (c.lon !== null) at = degrees(out, at, c.lon)
    out[at++] = COMMA
    if (c.lon !== null) at = degrees(out, at, c.lat)
    out[at++] = COMMA
    if (c.wrong === WRONG.department) at = copy(out, at, NO_CODE.department)
    else if (c.department >= 0) at = phrases.write(departments[c.department]!.phrase, out, at)
    out[at++] = COMMA
    if (c.cooperating >= 0 && c.cooperating !== c.department) {
      at = phrases.write(departments[c.cooperating]!.phrase, out, at)
    }
    out[at++] = COMMA
    if (ratings > 0) out[at++] = ZERO + Number(c.resolved[ratings - 1])
    out[at++] = COMMA
    if (ratings > 0) out[at++] = ZERO + Number(c.satisfied[ratings - 1])
    out[at++] = COMMA
    if (broken === 'wrongFieldCount') {
      out[at - 1] = NEWLINE
      return at
    }
    out[at++] = QUOTE
    const language = c.english ? 'en' : 'zh'
    at = phrases.write(subdistricts[c.subdistrict]![language], out, at)
    if (c.english) out[at++] = COLON
    out[at++] = SPACE
    at = phrases.write(item[language], out, at)
    out[at++] = QUOTE
    out[at++] = COMMA
    out[at++] = QUOTE
    const { parts } = template
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!
      at = part >= 0 ? phrases.write(part, out, at) : slot(out, at, -1 - part, c, shop)
    }
    out[at++] = QUOTE
    out[at++] = NEWLINE
    return at
  }
}
export type RowWriter = ReturnType<typeof createRowWriter>
