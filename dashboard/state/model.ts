import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { Format, MeasureId } from '../../sql/model/measures.ts'

/** The measures that the page can show, and how each is written. */
export const FORMATS: Readonly<Record<MeasureId, Format>> = {
  complaints: 'count',
  openComplaints: 'count',
  overdueComplaints: 'count',
  backlog: 'count',
  responseRate: 'rate',
  resolutionRate: 'rate',
  satisfactionRate: 'rate',
  onTimeRate: 'rate',
  hoursToClose: 'hours',
  repeatRate: 'rate',
  perThousandResidents: 'perThousand',
  score: 'score',
}

const FILTERS: Readonly<Record<DimensionId, true>> = {
  district: true,
  subdistrict: true,
  community: true,
  category1: true,
  category2: true,
  category3: true,
  department: true,
  enterprise: true,
  channel: true,
  kind: true,
  handling: true,
  requester: true,
  deadline: true,
  language: true,
  sector: true,
  lifeArea: true,
  goodLife: true,
  issue: true,
}

/** The dimensions that may be filtered by, in the order in which filters are written. */
export const DIMENSION_IDS = Object.keys(FILTERS) as DimensionId[]

export const isMeasure = (id: string): id is MeasureId => Object.hasOwn(FORMATS, id)
