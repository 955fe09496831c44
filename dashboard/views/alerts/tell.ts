import { formatCount, formatDay, formatDays, formatLocalTime } from '../../i18n/format.ts'
import type { Language } from '../../i18n/text.ts'
import type { Alert, Episode, Held } from './state.ts'
import { type Span, TEXT } from './text.ts'
import {
  A_MILLION,
  LEAST_SHARE_WRITTEN,
  writeDay,
  writeExpected,
  writeOnceIn,
  writeRatio,
  writeShare,
} from './write-numbers.ts'

const spanOf = ({ window, hours }: Alert): Span => (hours ? `${hours.window}h` : window)

/** An alert in one sentence: where and what, how many in how many days, what was expected, since when. */
export function tellAlert(
  { alert, openedOn, lastOn, stage, hours }: Episode,
  place: string,
  asOf: string,
  language: Language,
): string {
  const isOver = stage === 'fades' || stage === 'closed'
  const since = hours
    ? formatLocalTime(hours.openedAt, language)
    : writeDay(openedOn, asOf, language)
  const last = hours ? formatLocalTime(hours.lastAt, language) : writeDay(lastOn, asOf, language)
  return TEXT[language].sentence({
    place,
    observed: formatCount(alert.observed, language),
    window: spanOf(alert),
    expected: writeExpected(alert.expected, language),
    ratio: writeRatio(alert.ratio, language),
    since,
    last: isOver ? last : null,
  })
}

/** The counts that were to be expected, in words. */
export function tellInterval(alert: Alert, language: Language): string {
  const [low, high] = alert.interval
  const span = spanOf(alert)
  return TEXT[language].interval(formatCount(low, language), formatCount(high, language), span)
}

/** How rarely chance alone brings as many. */
export function tellChance(alert: Alert, language: Language): string {
  const text = TEXT[language]
  const onceIn = writeOnceIn(alert.pValue, language)
  const span = spanOf(alert)
  return onceIn === null ? text.chanceBelow(A_MILLION(language), span) : text.chance(onceIn, span)
}

/** How many of the findings that are at least as clear are false. */
export function tellFalseOnes({ qValue, hours }: Alert, language: Language): string {
  const text = TEXT[language]
  const share = writeShare(qValue, language)
  const isHours = hours !== undefined
  return share === null
    ? text.falseOnesBelow(LEAST_SHARE_WRITTEN(language), isHours)
    : text.falseOnes(share, isHours)
}

/** The earlier weeks that were about as high. */
export function tellPast({ past }: Alert, language: Language): string {
  const text = TEXT[language]
  if (past.length === 0) return text.noPast
  return past
    .map(({ from, to, observed }) =>
      text.past(formatDays(from, to, language), formatCount(observed, language)),
    )
    .join(language === 'zh' ? '、' : ', ')
}

/** The weeks or hours of a sparkline in a sentence. */
export function tellWeeks({ weeks, hours }: Pick<Alert, 'weeks' | 'hours'>, language: Language) {
  const text = TEXT[language]
  const counts = hours?.counts ?? weeks
  const [all = '', low = '', high = '', last = ''] = [
    counts.length,
    Math.min(...counts),
    Math.max(...counts),
    counts.at(-1) ?? 0,
  ].map((count) => formatCount(count, language))
  return hours ? text.hours(all, low, high, last) : text.weeks(all, low, high, last)
}

/** Why nothing could be judged. */
export const tellHeld = ({ kind, day, observed, expected }: Held, language: Language): string =>
  TEXT[language].held[kind](
    formatDay(day, language),
    observed === null ? null : formatCount(observed, language),
    expected === null ? '–' : writeExpected(expected, language),
  )

/** Why the last hours could not be judged. */
export const tellHoursHeld = (held: Held, asOf: string, language: Language): string =>
  TEXT[language].hoursHeld[held.kind === 'late' ? 'late' : 'short'](formatLocalTime(asOf, language))
