import type { Outlook, OutlookPoint } from '../../../../dashboard/views/forecast/state.ts'

export const makePoint = (day: string, expected: number): OutlookPoint => ({
  day,
  expected,
  lower80: 0.8 * expected,
  upper80: 1.2 * expected,
  lower95: 0.6 * expected,
  upper95: 1.4 * expected,
  model: expected,
  baseline: 0.9 * expected,
})

/** Days from Tuesday, 24 September 2024. */
export const makeDays = (expected: readonly number[]): OutlookPoint[] =>
  expected.map((one, i) =>
    makePoint(new Date(Date.parse('2024-09-24') + i * 86_400_000).toISOString().slice(0, 10), one),
  )

export const makeOutlook = (changes: Partial<Outlook> = {}): Outlook => ({
  points: makeDays([100, 200, 300]),
  shown: 'model',
  baseline: 'fourWeeks',
  reason: null,
  backtest: {
    mase: 0.3616,
    baselineMase: 0.8856,
    coverage80: 0.786,
    coverage95: 0.935,
    origins: 46,
    from: '2023-09-16',
    to: '2024-09-10',
  },
  ...changes,
})
