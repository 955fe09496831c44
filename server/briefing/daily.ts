import { Temporal } from 'temporal-polyfill'
import type { City } from '../../sql/model/city.ts'
import { drawCharts, planHandlingCharts, planMoversCharts, planOverviewCharts } from './charts.ts'
import { coverageOf } from './coverage.ts'
import type { DailyNotification } from './document.ts'
import { type ReadDayLoads, readGaps } from './facts/gaps.ts'
import { readHandling } from './facts/handling.ts'
import { readMovers } from './facts/movers.ts'
import { readOutcomes } from './facts/outcomes.ts'
import { readOverdue } from './facts/overdue.ts'
import { readOverview } from './facts/overview.ts'
import { createNaming } from './names.ts'
import { type Ask, numberOf, openNotebook } from './notebook.ts'
import type { Subject } from './questions.ts'
import { writeGaps } from './sections/gaps.ts'
import { writeHandling } from './sections/handling.ts'
import { writeHeadline } from './sections/headline.ts'
import { writeMovers } from './sections/movers.ts'
import { writeOutcomes } from './sections/outcomes.ts'
import { writeOverdue } from './sections/overdue.ts'
import { writeOverview } from './sections/overview.ts'

export interface DailyDeps {
  ask: Ask
  readDayLoads: ReadDayLoads
  /** The moment of the making. */
  now: Date
}

/** Days of a city have one daily notification each; made again, it keeps its name. */
const idOfDaily = (city: string, day: string): string => `${city}-daily-${day}`

/**
 * Makes the daily notification of a city about a day: asks, judges, writes and draws.
 * @throws RangeError for a day before the city's data; what `ask` throws
 */
export async function makeDaily(
  city: City,
  day: string,
  { ask, readDayLoads, now }: DailyDeps,
): Promise<DailyNotification> {
  const book = openNotebook(ask)
  const subject: Subject = { city, day }
  const naming = createNaming(city)

  const overview = await readOverview(book, subject)
  const { version, through } = overview.days.answer
  const whole = coverageOf(through, day) === 'whole'
  const [handling, movers, outcomes, overdue, gaps] = await Promise.all([
    readHandling(book, subject, overview.received, naming),
    whole && numberOf(overview.received) ? readMovers(book, subject, overview.days, naming) : null,
    readOutcomes(book, subject, naming),
    readOverdue(book, subject, naming),
    readGaps(book, subject, overview, readDayLoads),
  ])

  const [overviewCharts, handlingCharts, moversCharts] = await Promise.all([
    drawCharts(planOverviewCharts(overview)),
    drawCharts(planHandlingCharts(handling)),
    drawCharts(planMoversCharts(movers)),
  ])
  const sections = [
    writeOverview(overview, overviewCharts),
    writeHandling(handling, overview.received, handlingCharts),
    writeMovers(movers, overview.received, whole, moversCharts),
    writeOutcomes(outcomes),
    writeOverdue(overdue),
    writeGaps(gaps, overview.received, outcomes),
  ].filter((section) => section !== null)

  const zone = city.timeZone
  return {
    id: idOfDaily(city.id, day),
    city: city.id,
    cityNames: city.names,
    kind: 'daily',
    day,
    madeAt: Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO(zone)
      .toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    version,
    through,
    number: book.state('calendar', Temporal.PlainDate.from(day).dayOfYear, 'number'),
    title: {
      en: `${city.names.en}: daily notification of complaints`,
      zh: `${city.names.zh}每日诉求情况通报`,
    },
    headline: writeHeadline(overview, movers, whole),
    sections,
    facts: book.facts(),
    questions: book.questions(),
  }
}
