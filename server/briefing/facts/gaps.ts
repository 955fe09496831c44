import type { City } from '../../../sql/model/city.ts'
import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import { shiftDay } from '../../insight/local-days.ts'
import { type Coverage, coverageOf } from '../coverage.ts'
import type { Fact } from '../document.ts'
import { judgeHours } from '../missing-hours.ts'
import { daysWithData } from '../movers.ts'
import { type Asked, type Notebook, numberOf } from '../notebook.ts'
import { askSplit, askUsualSplit, type Subject, USUAL_DAYS } from '../questions.ts'
import type { OverviewFacts } from './overview.ts'

/** What the loads that told of a day counted, and how many files failed about then. */
interface DayLoads {
  files: number
  rowsRead: number
  rejected: number
  warnings: number
  /** Files that failed on the day or the next and were not loaded since. */
  failed: number
}

export type ReadDayLoads = (city: City, day: string, version: number) => Promise<DayLoads>

export interface UnknownShare {
  share: Fact
  usual: Fact | null
}

export interface GapsFacts {
  coverage: Coverage
  through: Fact | null
  version: Fact
  missingHours: { hour: Fact; usual: Fact }[]
  unknownCategory: UnknownShare | null
  unknownDistrict: UnknownShare | null
  loads: { [Count in keyof DayLoads]: Fact }
}

async function readUnknown(
  book: Notebook,
  subject: Subject,
  dimension: 'category1' | 'district',
  received: Fact,
): Promise<UnknownShare | null> {
  if (!numberOf(received)) return null
  const usualQuestion = askUsualSplit(subject, dimension)
  const [asked, usual] = await Promise.all([
    book.ask(askSplit(subject, dimension)),
    usualQuestion && book.ask(usualQuestion),
  ])
  const unknown = { [dimension]: UNKNOWN }
  const total = (of: Asked) =>
    book.derive(
      'sum',
      of.answer.rows.map((row) =>
        book.cell(of, { [dimension]: String(row[dimension]) }, 'complaints', 'count'),
      ),
      'count',
    )
  const share = (of: Asked, whole: Fact) =>
    book.derive('share', [book.cell(of, unknown, 'complaints', 'count'), whole], 'rate')
  return {
    share: share(asked, received),
    usual: usual && usual.answer.rows.length > 0 ? share(usual, total(usual)) : null,
  }
}

/** The days before whose hours are the usual ones. */
const usualDays = ({ days }: OverviewFacts, day: string): string[] =>
  daysWithData(days.answer, day).filter((known) => known >= shiftDay(day, -USUAL_DAYS))

/** What the data of the day lack. */
export async function readGaps(
  book: Notebook,
  subject: Subject,
  overview: OverviewFacts,
  readDayLoads: ReadDayLoads,
): Promise<GapsFacts> {
  const { city, day } = subject
  const { hours, received } = overview
  const { through, version } = hours.answer
  const coverage = coverageOf(through, day)
  const judged = judgeHours(hours.answer, usualDays(overview, day), day)
  // Hours after the cut-off are not missing: they have not been told yet.
  const told = judged.filter(
    ({ hour }) =>
      through !== null && `${day}T${String(hour + 1).padStart(2, '0')}` <= through.slice(0, 13),
  )
  const [unknownCategory, unknownDistrict, loads] = await Promise.all([
    readUnknown(book, subject, 'category1', received),
    readUnknown(book, subject, 'district', received),
    readDayLoads(city, day, version),
  ])
  const counted = (count: number) => book.state('loads', count, 'count')
  return {
    coverage,
    through: through === null ? null : book.state('cutOff', through, 'time'),
    version: book.state('cutOff', version, 'number'),
    missingHours: told
      .filter(({ missing }) => missing)
      .map(({ hour, usual }) => ({
        hour: book.state('calendar', hour, 'hour'),
        usual: book.test([overview.days, hours], `hour ${hour}`, 'usual', usual, 'mean'),
      })),
    unknownCategory,
    unknownDistrict,
    loads: {
      files: counted(loads.files),
      rowsRead: counted(loads.rowsRead),
      rejected: counted(loads.rejected),
      warnings: counted(loads.warnings),
      failed: counted(loads.failed),
    },
  }
}
