import type { TopLevelSpec } from 'vega-lite'
import { shiftDay } from '../../insight/local-days.ts'
import type { Language } from '../document.ts'
import type { OverviewFacts } from '../facts/overview.ts'
import { SAME_WEEKDAY_YEAR, TREND_WEEKS } from '../questions.ts'
import { COLOURS, CONFIG, WIDTH, widthOf } from './theme.ts'

export interface TrendDay {
  day: string
  count: number
}

const WORDS = {
  en: { thisYear: 'this year', lastYear: 'same weekday last year' },
  zh: { thisYear: '今年', lastYear: '去年同星期' },
}

/** The days of five weeks up to `day`, and those 364 days before, moved onto them; days without data are left out. */
export function trendOf({ days, daysLastYear }: OverviewFacts, day: string) {
  const countsOf = (asked: OverviewFacts['daysLastYear']) =>
    new Map((asked?.answer.rows ?? []).map((row) => [String(row.period), Number(row.complaints)]))
  const [now, then] = [countsOf(days), countsOf(daysLastYear)]
  const shown = Array.from({ length: 7 * TREND_WEEKS }, (_, i) =>
    shiftDay(day, i + 1 - 7 * TREND_WEEKS),
  )
  const pick = (counts: Map<string, number>, back: number): TrendDay[] =>
    shown.flatMap((at) => {
      const count = counts.get(shiftDay(at, -back))
      return count === undefined ? [] : [{ day: at, count }]
    })
  return { thisYear: pick(now, 0), lastYear: pick(then, SAME_WEEKDAY_YEAR) }
}

/** Complaints by day over five weeks, last year's same weekdays behind. */
export function specTrend(facts: OverviewFacts, day: string, language: Language): TopLevelSpec {
  const { thisYear, lastYear } = trendOf(facts, day)
  const words = WORDS[language]
  const x = {
    field: 'day',
    type: 'temporal',
    scale: { type: 'utc' },
    axis: {
      grid: false,
      values: Array.from({ length: TREND_WEEKS }, (_, i) => Date.parse(shiftDay(day, -7 * i))),
      labelExpr:
        language === 'zh'
          ? "utcFormat(datum.value, '%-m') + '月' + utcFormat(datum.value, '%-d') + '日'"
          : "utcFormat(datum.value, '%-d %b')",
      labelFlush: false,
    },
  } as const
  const y = {
    field: 'count',
    type: 'quantitative',
    axis: { tickCount: 4, format: ',d' },
    scale: { zero: true },
  } as const
  const ends = [
    { ...thisYear.at(-1), label: words.thisYear, colour: COLOURS.seal },
    { ...lastYear.at(-1), label: words.lastYear, colour: COLOURS.soft },
  ].filter((end) => end.day !== undefined)
  const [top, low] = ends.map(({ count = 0 }) => count)
  // Two labels at the same height would cover each other.
  const most = Math.max(
    1,
    ...thisYear.map(({ count }) => count),
    ...lastYear.map(({ count }) => count),
  )
  const close = top !== undefined && low !== undefined && Math.abs(top - low) < 0.1 * most
  const behind = {
    data: { values: lastYear },
    mark: { type: 'line', color: COLOURS.quiet, strokeWidth: 1.5 } as const,
    encoding: { x, y },
  }
  return {
    width: WIDTH - 76 - Math.max(widthOf(words.thisYear), widthOf(words.lastYear)),
    height: 170,
    // Vega takes Chinese characters to be narrower than they are.
    padding: { left: 4, top: 4, bottom: 4, right: 20 },
    config: CONFIG,
    layer: [
      ...(lastYear.length === 0 ? [] : [behind]),
      {
        data: { values: thisYear },
        mark: { type: 'line', color: COLOURS.seal, strokeWidth: 2 },
        encoding: { x, y },
      },
      {
        data: { values: thisYear.slice(-1) },
        mark: { type: 'point', filled: true, color: COLOURS.seal, size: 40, opacity: 1 },
        encoding: { x, y },
      },
      ...ends.map((end, i) => ({
        data: { values: [end] },
        mark: {
          type: 'text',
          align: 'left',
          dx: 8,
          dy: close ? ((top ?? 0) >= (low ?? 0) === (i === 0) ? -7 : 8) : 0,
          color: end.colour,
        } as const,
        encoding: { x, y, text: { field: 'label', type: 'nominal' } as const },
      })),
    ],
  }
}
