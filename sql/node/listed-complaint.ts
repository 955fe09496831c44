import { formatLocal } from '../compile/calendar.ts'
import type { City } from '../model/city.ts'

/** A complaint as it is shown: times are local with offset, texts as they came. */
export interface ListedComplaint {
  city: string
  source: string
  id: string
  updated_at: string | null
  received_at: string
  due_at: string | null
  dispatched_at: string | null
  responded_at: string | null
  closed_at: string | null
  rated_at: string | null
  channel: string
  kind: string
  handling: string
  requester: string
  event_key: string
  enterprise: string
  language: string
  category1: string
  category2: string
  category3: string
  district: string
  subdistrict: string
  community: string
  lon: number | null
  lat: number | null
  department: string
  cooperating: string[]
  resolved: boolean | null
  satisfied: boolean | null
  title: string
  text: string
}

/** A row of the list's query: times in seconds. */
export type Found = Omit<
  ListedComplaint,
  | 'updated_at'
  | 'received_at'
  | 'due_at'
  | 'dispatched_at'
  | 'responded_at'
  | 'closed_at'
  | 'rated_at'
> & {
  updated: number
  received: number
  due: number | null
  dispatch_time: number | null
  response_time: number | null
  closing_time: number | null
  rated: number | null
}

/** A found complaint in the city's local time; `updated_at` only where its source tells it. */
export function showComplaint(found: Found, city: City): ListedComplaint {
  const local = (at: number): string => formatLocal(at * 1000, city.timeZone)
  const orNull = (at: number | null): string | null => (at === null ? null : local(at))
  const { updated, received, due, dispatch_time, response_time, closing_time, rated, ...rest } =
    found
  const source = city.sources.find(({ id }) => id === found.source)
  return {
    ...rest,
    updated_at: source?.tells.includes('updated_at') ? local(updated) : null,
    received_at: local(received),
    due_at: orNull(due),
    dispatched_at: orNull(dispatch_time),
    responded_at: orNull(response_time),
    closed_at: orNull(closing_time),
    rated_at: orNull(rated),
  }
}
