import type { Labels } from './labels.ts'

/** The fields of a complaint of which a source may or may not tell (DESIGN 5.3). */
const TELLABLE = [
  'updated_at',
  'due_at',
  'dispatched',
  'responded',
  'closed',
  'closed_at',
  'rated_at',
  'on_time',
  'resolved',
  'satisfied',
  'requester_key',
  'handling',
] as const
export type Tellable = (typeof TELLABLE)[number]

/** A dated member of a list of the pack. `from` and `to` bound its validity: local days, [from, to). */
export interface Member {
  code: string
  names: Labels
  parent: string | null
  from: string | null
  to: string | null
  /** The code that takes over when `to` is reached. */
  successor: string | null
}

export interface Area extends Member {
  level: 'district' | 'subdistrict' | 'community'
  residents: number | null
  lon: number | null
  lat: number | null
}

export interface Category extends Member {
  level: 1 | 2 | 3
  sector: string | null
  lifeAreas: string[]
  goodLife: string[]
  department: string | null
  /** One of the city's deadline classes, for example `24h`. */
  deadline: string | null
}

/** A company that complaints are about. */
export interface Enterprise extends Member {
  /** The pack's own grouping, for example `state-owned`. */
  group: string | null
}

/** A task force's issue: complaints that match every clause. Issues may overlap. */
export interface Issue {
  id: string
  names: Labels
  where: { dimension: string; in: string[] }[]
}

/** What the warehouse knows of a source of a city: enough to say which measures it can serve. */
export interface CitySource {
  id: string
  names: Labels
  tells: Tellable[]
  /** It sends nothing any more, so it does not hold back the city's cut-off. */
  retired: boolean
}

/** Weights of the three rates in `score`, valid from a local day on. They sum to 1. */
export interface Weights {
  from: string
  response: number
  resolution: number
  satisfaction: number
}

export type ListName = 'areas' | 'categories' | 'departments' | 'enterprises' | 'kinds' | 'channels'

/** A city as the ETL publishes it into the warehouse: a validated pack without its source mappings. */
export interface City {
  id: string
  names: Labels
  timeZone: string
  languages: string[]
  /** Receipts outside [from, to) are rejected. Without `to`, the bound is one day after the load. */
  span: { from: string; to: string | null }
  residents: number | null
  maturityDays: Partial<Record<string, number>>
  weights: Weights[]
  /** How many false alarms a week its alerts are to bring, on average; 1.5 unless set. */
  falseAlarmsAWeek?: number | undefined
  lists: Record<ListName, 'open' | 'closed'>
  areas: Area[]
  categories: Category[]
  departments: Member[]
  enterprises: Enterprise[]
  kinds: Member[]
  channels: Member[]
  issues: Issue[]
  sources: CitySource[]
}
