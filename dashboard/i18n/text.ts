import type { Comparison } from '../../sql/model/question.ts'
import type { Theme } from '../theme/theme.ts'

export type Language = 'en' | 'zh'

/** Everything that the page says, in one language. */
export interface Messages {
  title: string
  chooseLanguage: string
  cities: string
  complaints: string
  through: (when: string, city: string) => string
  version: string
  lastLoad: string
  noData: string
  noDataHow: string
  noCities: string
  noCitiesHow: string
  reading: string
  unreachable: (since: string | null) => string
  lastLoads: string
  lastLoadsNote: string
  noLoads: string
  file: string
  state: string
  states: Record<'running' | 'loaded' | 'failed' | 'abandoned', string>
  read: string
  loaded: string
  superseded: string
  duplicates: string
  rejected: string
  warnings: string
  seconds: string
  when: string
  none: string
  showAll: (count: number) => string
  embedded: string
  server: string
  api: string
  today: string
  ahead: string
  briefings: string
  data: string
  pages: string
  skip: string
  theme: string
  themes: Record<Theme, string>
  print: string
  loading: string
  denominator: string
  denominatorThen: string
  compared: string
  comparisons: Record<Comparison, string>
  comparedUntil: string
  change: string
  cutOff: string
  notMature: string
  asTable: string
  source: string
  askIt: string
  dataUntil: (when: string) => string
  notAnswered: string
  tryAgain: string
  notFound: string
  chooseCity: string
  motto: string
  dataLead: string
  minutesOld: (when: string, ago: string) => string
  stale: string
  updated: (when: string) => string
  dayOfCity: (city: string, day: string) => string
  /** What stands before and after the count. */
  soFar: (until: string) => [string, string]
  soFarOn: (day: string, until: string) => [string, string]
  /** What stands before and after the change. */
  onYesterday: [string, string]
  onLastYear: [string, string]
  end: string
  /** Members of filters that the city does not have. */
  leftOut: (members: string) => string
  noDataYet: (city: string) => string
}
