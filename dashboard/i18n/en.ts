import type { Messages } from './text.ts'

export const en: Messages = {
  title: 'Weisu · before the complaint',
  tagline: 'Before the complaint',
  lead: 'What the city has been told, ready to be asked: what changed, why, and who must act.',
  chooseLanguage: 'Language',
  cities: 'Cities',
  complaints: 'complaints',
  through: (when, city) => `Data through ${when}, ${city} time`,
  version: 'Data version',
  lastLoad: 'Last load',
  noData: 'No complaints yet',
  noDataHow: 'Load files of this city with',
  noCities: 'Nothing is loaded yet',
  noCitiesHow:
    'Weisu reads csv, csv.gz, ndjson and parquet. Load the files of a city and they appear here:',
  reading: 'Reading the state of the warehouse …',
  unreachable: (since) =>
    since
      ? `The server does not answer. You see the state of ${since}; trying again.`
      : 'The server does not answer; trying again.',
  lastLoads: 'Last loads',
  lastLoadsNote:
    'Records read = loaded + superseded + duplicates + rejected. Times are each city’s own.',
  noLoads: 'No file has been loaded yet.',
  file: 'File',
  state: 'State',
  states: { running: 'Running', loaded: 'Loaded', failed: 'Failed', abandoned: 'Abandoned' },
  read: 'Read',
  loaded: 'Loaded',
  superseded: 'Superseded',
  duplicates: 'Duplicates',
  rejected: 'Rejected',
  warnings: 'Warnings',
  seconds: 'Seconds',
  when: 'When',
  none: 'none',
  showAll: (count) => `Show all ${count}`,
  embedded: 'Embedded warehouse',
  server: 'ClickHouse server',
  api: 'The API as OpenAPI',
}
