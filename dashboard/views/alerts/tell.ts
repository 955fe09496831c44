import { formatCount, formatDay, formatDays } from '../../i18n/format.ts'
import type { Language } from '../../i18n/text.ts'
import type { Alert, Episode, Held } from './state.ts'
import { TEXT } from './text.ts'
import {
  A_MILLION,
  LEAST_SHARE_WRITTEN,
  writeDay,
  writeExpected,
  writeOnceIn,
  writeRatio,
  writeShare,
} from './write-numbers.ts'

/** An alert in one sentence: where and what, how many in how many days, what was expected, since when. */
export function tellAlert(
  { alert, openedOn, lastOn, stage }: Episode,
  place: string,
  asOf: string,
  language: Language,
): string {
  const isOver = stage === 'fades' || stage === 'closed'
  return TEXT[language].sentence({
    place,
    observed: formatCount(alert.observed, language),
    window: alert.window,
    expected: writeExpected(alert.expected, language),
    ratio: writeRatio(alert.ratio, language),
    since: writeDay(openedOn, asOf, language),
    last: isOver ? writeDay(lastOn, asOf, language) : null,
  })
}

/** The counts that were to be expected, in words. */
export const tellInterval = ({ interval: [low, high], window }: Alert, language: Language) =>
  TEXT[language].interval(formatCount(low, language), formatCount(high, language), window)

/** How rarely chance alone brings as many. */
export function tellChance({ pValue, window }: Alert, language: Language): string {
  const text = TEXT[language]
  const onceIn = writeOnceIn(pValue, language)
  return onceIn === null
    ? text.chanceBelow(A_MILLION(language), window)
    : text.chance(onceIn, window)
}

/** How many of the findings that are at least as clear are false. */
export function tellFalseOnes({ qValue }: Alert, language: Language): string {
  const text = TEXT[language]
  const share = writeShare(qValue, language)
  return share === null ? text.falseOnesBelow(LEAST_SHARE_WRITTEN(language)) : text.falseOnes(share)
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

/** The weeks of a sparkline in a sentence. */
export const tellWeeks = ({ weeks }: Pick<Alert, 'weeks'>, language: Language): string =>
  TEXT[language].weeks(
    ...([weeks.length, Math.min(...weeks), Math.max(...weeks), weeks.at(-1) ?? 0].map((count) =>
      formatCount(count, language),
    ) as [string, string, string, string]),
  )

/** Why nothing could be judged. */
export const tellHeld = ({ kind, day, observed, expected }: Held, language: Language): string =>
  TEXT[language].held[kind](
    formatDay(day, language),
    observed === null ? null : formatCount(observed, language),
    expected === null ? '–' : writeExpected(expected, language),
  )
