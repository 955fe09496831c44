import { describe, expect, it } from 'vitest'
import type { Backtest } from '../../../../dashboard/views/forecast/state.ts'
import {
  tellError,
  tellForecastPoint,
  tellHeldShare,
  tellOutlook,
  tellShown,
  tellTested,
} from '../../../../dashboard/views/forecast/tell.ts'
import { makeDays, makeOutlook, makePoint } from './make-outlook.ts'

const backtest = makeOutlook().backtest as Backtest
const REASON = { id: 'notBetter' as const, names: { en: 'It was not better.', zh: '并不更好。' } }

describe('what is said of a forecast', () => {
  it('names the method that is shown, and why', () => {
    expect(tellShown(makeOutlook(), 'days', 'en')).toMatch(
      /^The model: .* closer than the baseline, the mean of the same weekday over four weeks\.$/,
    )
    expect(tellShown(makeOutlook(), 'days', 'zh')).toMatch(/基准为近四周同一星期几的均值。$/)
    const baseline = makeOutlook({ shown: 'baseline', baseline: 'lastYear', reason: REASON })
    expect(tellShown(baseline, 'months', 'en')).toBe(
      'The baseline: the same month of last year. It was not better.',
    )
    expect(tellShown(baseline, 'months', 'zh')).toBe('基准：去年同月的数量。并不更好。')
  })

  it('says how far off both were, how often the intervals held, and over what', () => {
    expect(tellError(backtest, 'days', 'en')).toBe(
      'MASE 0.36 for the model, 0.89 for the baseline: the mean error, where repeating the week before has 1.',
    )
    expect(tellError(backtest, 'months', 'zh')).toContain('照搬前一年')
    expect(tellError({ ...backtest, mase: null, baselineMase: null }, 'days', 'en')).toBe(
      'It cannot be compared: repeating the week before made no error.',
    )
    expect(tellHeldShare(backtest, 'en')).toContain('in 79% of the tests, the 95% ones in 94%')
    expect(tellTested(backtest, 'en')).toBe(
      'At 46 earlier days, from 16 Sept 2023 to 10 Sept 2024, each time with what was known then.',
    )
  })

  it('tells a point with its intervals, and a baseline that is not known', () => {
    const point = { ...makePoint('2024-10-01', 1234.6), baseline: null }
    expect(tellForecastPoint('months', point, 'en')).toEqual({
      title: 'October 2024',
      value: '1,235',
      rows: [
        { label: '80% interval', value: '988 to 1,482' },
        { label: '95% interval', value: '741 to 1,728' },
        { label: 'Baseline', value: '–' },
      ],
    })
  })

  it('tells a chart in a sentence', () => {
    expect(tellOutlook(makeDays([100, 8.44, 300]), 'days', 'Chaoyang', 'en')).toBe(
      'The next 14 days, Chaoyang: 3 points from Tue, 24 Sept 2024 to Thu, 26 Sept 2024; between 8.4 and 300 expected.',
    )
  })
})
