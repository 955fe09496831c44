import {
  askCohort,
  askCohortByDistrict,
  askDays,
  askDaysLastYear,
  askHours,
  askMembersByDay,
  askOverdue,
  askSettled,
  askSplit,
  askToDate,
  askUsualSplit,
  askYearBefore,
  MOVER_DIMENSIONS,
  RATES,
  type Subject,
} from '../../server/briefing/questions.ts'
import { shiftDay } from '../../server/insight/local-days.ts'
import type { Question } from '../../sql/model/question.ts'
import type { Asking } from './asking.ts'
import type { Draw } from './draw.ts'

/** More than a year of data lies before the day, so that there is something to compare with. */
const ROOM = 500
/** Days after which the rates of a cohort are reported, about. */
const SETTLED = 16

const about = (name: string, ask: (subject: Subject, draw: Draw) => Question | null): Asking => ({
  name: `daily ${name}`,
  question: (draw) => {
    const question = ask({ city: draw.ground.city, day: draw.day(ROOM) }, draw)
    if (!question) throw new RangeError(`The data begin too late for "daily ${name}".`)
    return question
  },
})

/** What the daily notification asks (server/briefing). */
export const BRIEFING: readonly Asking[] = [
  about('days', askDays),
  about('days of last year', askDaysLastYear),
  about('month to date', (subject) => askToDate(subject, 'month')),
  about('year to date', (subject) => askToDate(subject, 'year')),
  about('year before', askYearBefore),
  ...(['handling', 'kind', 'channel'] as const).flatMap((dimension) => [
    about(`split by ${dimension}`, (subject) => askSplit(subject, dimension)),
    about(`usual split by ${dimension}`, (subject) => askUsualSplit(subject, dimension)),
  ]),
  ...MOVER_DIMENSIONS.map((dimension) =>
    about(`days by ${dimension}`, (subject) => askMembersByDay(subject, dimension)),
  ),
  about('hours', askHours),
  about('settled rates', askSettled),
  about('cohort', (subject, draw) =>
    askCohort(subject, draw.pick(RATES), shiftDay(subject.day, -SETTLED)),
  ),
  about('cohort by district', (subject, draw) =>
    askCohortByDistrict(subject, draw.pick(RATES), shiftDay(subject.day, -SETTLED)),
  ),
  about('overdue', (subject) => askOverdue(subject, null)),
  about('overdue by department', (subject) => askOverdue(subject, 'department')),
  about('overdue by district', (subject) => askOverdue(subject, 'district')),
]
