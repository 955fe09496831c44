import { Temporal } from 'temporal-polyfill'
import { QuestionError } from '../model/errors.ts'
import { formatLocal } from './calendar.ts'
import { type Fields, show } from './fields.ts'
import type { Context } from './plan.ts'

const FIRST_DAY = '1970-01-01'
const LAST_DAY = '2106-01-01'

function day(value: unknown, field: string): string {
  const wrong = `\`${field}\` is a local day such as "2011-07-01", not ${show(value)}.`
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
    throw new QuestionError(wrong)
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' })
  } catch {
    throw new QuestionError(`\`${field}\`: there is no day ${value} in the calendar.`)
  }
  if (value < FIRST_DAY || value > LAST_DAY) {
    throw new QuestionError(`\`${field}\` lies between ${FIRST_DAY} and ${LAST_DAY}, not ${value}.`)
  }
  return value
}

const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days

/** The end of what the data could hold: the city's span, else a year after the cut-off. */
function spanEnd(context: Context): string | null {
  const { city, through, now } = context
  if (city.span.to !== null) return city.span.to
  const latest = [through, now].filter((at) => at != null).map((at) => Date.parse(at))
  if (latest.length === 0) return null
  const local = formatLocal(Math.max(...latest), city.timeZone).slice(0, 10)
  return Temporal.PlainDate.from(local).add({ years: 1 }).toString()
}

/** The interval of a request, checked: two days of the calendar, not empty, not longer than the data could be. */
export function interval(given: Fields, context: Context): { from: string; to: string } {
  const from = day(given.from, 'from')
  const to = day(given.to, 'to')
  if (from >= to) {
    throw new QuestionError(
      `The interval is empty: \`to\` (${to}) is the day after the last one and must be after \`from\` (${from}).`,
    )
  }
  const end = spanEnd(context)
  if (end !== null && daysBetween(from, to) > daysBetween(context.city.span.from, end)) {
    throw new QuestionError(
      `The interval from ${from} to ${to} is longer than the data could be: ${context.city.span.from} to ${end}.`,
    )
  }
  return { from, to }
}
