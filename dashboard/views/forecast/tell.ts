import { formatCount, formatDay } from '../../i18n/format.ts'
import { numberFormat } from '../../i18n/formatters.ts'
import type { Language } from '../../i18n/text.ts'
import type { Tip } from '../../marks/tip.tsx'
import { writeExpected } from '../alerts/write-numbers.ts'
import { namePeriod } from '../trend/period-names.ts'
import type { Backtest, Horizon, Outlook, OutlookPoint } from './state.ts'
import { TEXT } from './text.ts'

const writeError = (error: number | null, language: Language): string =>
  error === null
    ? '–'
    : numberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(error)

const writeShare = (share: number, language: Language): string =>
  numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** The day of a point with its weekday, or its month. */
export const namePoint = (horizon: Horizon, day: string, language: Language): string =>
  namePeriod(horizon === 'days' ? 'day' : 'month', day, language)

/** The numbers of a point: expected, both intervals, the baseline. */
export function writePoint(
  { expected, lower80, upper80, lower95, upper95, baseline }: OutlookPoint,
  language: Language,
): { expected: string; in80: string; in95: string; baseline: string } {
  const write = (count: number) => writeExpected(count, language)
  const { between } = TEXT[language]
  return {
    expected: write(expected),
    in80: between(write(lower80), write(upper80)),
    in95: between(write(lower95), write(upper95)),
    baseline: baseline === null ? '–' : write(baseline),
  }
}

/** What the tip of a point says. */
export function tellForecastPoint(horizon: Horizon, point: OutlookPoint, language: Language): Tip {
  const text = TEXT[language]
  const { expected, in80, in95, baseline } = writePoint(point, language)
  return {
    title: namePoint(horizon, point.day, language),
    value: expected,
    rows: [
      { label: text.interval(80), value: in80 },
      { label: text.interval(95), value: in95 },
      { label: text.baseline, value: baseline },
    ],
  }
}

/** Which method is shown, and why. */
export function tellShown(outlook: Outlook, horizon: Horizon, language: Language): string {
  const text = TEXT[language]
  const { shown, baseline, reason } = outlook
  const named = baseline === null ? null : text.baselines[horizon][baseline]
  const end = language === 'zh' ? '。' : '.'
  if (shown === 'model' && named !== null) {
    const comma = language === 'zh' ? '' : ', '
    const space = language === 'zh' ? '' : ' '
    return `${text.model}${space}${text.better}${comma}${named}${end}`
  }
  const parts = [
    shown === 'model' && text.model,
    shown === 'baseline' && named !== null && text.shownBaseline(named),
    reason?.names[language],
  ]
  return parts.filter(Boolean).join(language === 'zh' ? '' : ' ')
}

/** How far off the methods were at earlier origins. */
export function tellError(
  { mase, baselineMase }: Backtest,
  horizon: Horizon,
  language: Language,
): string {
  const text = TEXT[language]
  const naive = text.naive[horizon]
  if (mase === null && baselineMase === null) return text.noError(naive)
  const model = writeError(mase, language)
  return text.error({ naive, model, baseline: writeError(baselineMase, language) })
}

/** How often the intervals held what came. */
export const tellHeldShare = ({ coverage80, coverage95 }: Backtest, language: Language): string =>
  TEXT[language].held(writeShare(coverage80, language), writeShare(coverage95, language))

/** Over how many origins, and when. */
export const tellTested = ({ origins, from, to }: Backtest, language: Language): string =>
  TEXT[language].tested(
    formatCount(origins, language),
    formatDay(from, language),
    formatDay(to, language),
  )

/** A chart in a sentence. */
export function tellOutlook(
  points: readonly OutlookPoint[],
  horizon: Horizon,
  of: string,
  language: Language,
): string {
  const text = TEXT[language]
  const expected = points.map((point) => point.expected)
  const name = (point: OutlookPoint | undefined) =>
    point ? namePoint(horizon, point.day, language) : ''
  return text.summary({
    title: text.horizons[horizon],
    of,
    points: formatCount(points.length, language),
    first: name(points[0]),
    last: name(points.at(-1)),
    low: writeExpected(Math.min(...expected), language),
    high: writeExpected(Math.max(...expected), language),
  })
}
