import type { NewKind } from './plant-kinds.ts'

/** What is wrong with a complaint, in every row about it. */
export const WRONG = {
  nothing: 0,
  category: 1,
  subdistrict: 2,
  department: 3,
  channel: 4,
  closing: 5,
}
/** What happens to a complaint, in this order. */
export const EVENT = {
  received: 0,
  dispatched: 1,
  responded: 2,
  closed: 3,
  rated: 4,
  returned: 5,
}

/** One complaint with all that will happen to it. */
export interface Complaint {
  day: number
  number: number
  received: number
  cell: number
  nth: number
  topic: number
  item: number
  district: number
  subdistrict: number
  /** Phrases. */
  channel: number
  kind: number
  requester: number
  dispatched: boolean
  english: boolean
  phone: number
  place: number
  isEvent: boolean
  /** Hundred-thousandths of a degree; null where the place is not known. */
  lon: number | null
  lat: number
  /** Index into departments, -1 for none. */
  department: number
  cooperating: number
  newKind: NewKind | null
  wrong: number
  /** Seconds between closing and receipt, where the closing is said to come before. */
  before: number
  /** Its events: how many, what and when, each later than the one before. */
  events: number
  what: Uint8Array
  at: Float64Array
  /** Outcomes of the first rating and of the second. */
  resolved: [boolean, boolean]
  satisfied: [boolean, boolean]
}

/** A complaint to be filled. */
export const blankComplaint = (): Complaint => ({
  day: 0,
  number: 0,
  received: 0,
  cell: 0,
  nth: 0,
  topic: 0,
  item: 0,
  district: 0,
  subdistrict: 0,
  channel: 0,
  kind: 0,
  requester: 0,
  dispatched: false,
  english: false,
  phone: 0,
  place: 0,
  isEvent: false,
  lon: 0,
  lat: 0,
  department: 0,
  cooperating: -1,
  newKind: null,
  wrong: 0,
  before: 0,
  events: 0,
  what: new Uint8Array(9),
  at: new Float64Array(9),
  resolved: [false, false],
  satisfied: [false, false],
})
