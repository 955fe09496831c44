import type { Language } from '../../i18n/text.ts'
import type { Horizon, Outlook } from './state.ts'

type Baseline = NonNullable<Outlook['baseline']>

interface ForecastText {
  title: string
  none: string
  noneHow: string
  failed: string
  made: (asOf: string, version: string | null) => string
  of: string
  wholeCity: (city: string) => string
  parts: { district: string; category1: string }
  horizons: Record<Horizon, string>
  notes: Record<Horizon, string>
  day: string
  month: string
  expected: string
  baseline: string
  interval: (percent: 80 | 95) => string
  between: (low: string, high: string) => string
  facts: { shown: string; error: string; held: string; tested: string }
  model: string
  better: string
  baselines: Record<Horizon, Record<Baseline, string>>
  shownBaseline: (baseline: string) => string
  naive: Record<Horizon, string>
  error: (told: { naive: string; model: string; baseline: string }) => string
  noError: (naive: string) => string
  held: (in80: string, in95: string) => string
  tested: (origins: string, from: string, to: string) => string
  summary: (told: {
    title: string
    of: string
    points: string
    first: string
    last: string
    low: string
    high: string
  }) => string
  read: string
  past: string
}

export const TEXT: Record<Language, ForecastText> = {
  en: {
    title: 'Forecasts',
    none: 'Nobody has made a forecast of these data yet.',
    noneHow: 'Forecasts are made every night.',
    failed: 'The forecasts could not be read.',
    made: (asOf, version) =>
      `Made of what was received before ${asOf}${version ? `, data version ${version}` : ''}.`,
    of: 'Forecast of',
    wholeCity: (city) => `${city}: all complaints`,
    parts: { district: 'Districts', category1: 'Categories' },
    horizons: { days: 'The next 14 days', months: 'The next 12 months' },
    notes: {
      days: 'Complaints a day.',
      months: 'Complaints a month; the first one counts what it has had already.',
    },
    day: 'Day',
    month: 'Month',
    expected: 'Expected',
    baseline: 'Baseline',
    interval: (percent) => `${percent}% interval`,
    between: (low, high) => `${low} to ${high}`,
    facts: { shown: 'Shown', error: 'Error', held: 'Intervals', tested: 'Tested' },
    model:
      'The model: how many came of late, times what the week, the year and the holidays make of it.',
    better: 'When tested on the past it came closer than the baseline',
    baselines: {
      days: {
        fourWeeks: 'the mean of the same weekday over four weeks',
        lastYear: 'the same weekday of last year',
      },
      months: {
        fourWeeks: 'the mean of the last four weeks',
        lastYear: 'the same month of last year',
      },
    },
    shownBaseline: (baseline) => `The baseline: ${baseline}.`,
    naive: { days: 'repeating the week before', months: 'repeating the year before' },
    error: ({ naive, model, baseline }) =>
      `MASE ${model} for the model, ${baseline} for the baseline: the mean error, where ${naive} has 1.`,
    noError: (naive) => `It cannot be compared: ${naive} made no error.`,
    held: (in80, in95) =>
      `The 80% intervals held what came in ${in80} of the tests, the 95% ones in ${in95}; recent tests count more, wild ones as in an epidemic less.`,
    tested: (origins, from, to) =>
      `At ${origins} earlier days, from ${from} to ${to}, each time with what was known then.`,
    summary: ({ title, of, points, first, last, low, high }) =>
      `${title}, ${of}: ${points} points from ${first} to ${last}; between ${low} and ${high} expected.`,
    read: 'Read the forecast. Arrow keys move from point to point.',
    past: 'Its past as data',
  },
  zh: {
    title: '预测',
    none: '尚未对这些数据做过预测。',
    noneHow: '预测每晚自动生成。',
    failed: '未能读取预测。',
    made: (asOf, version) =>
      `依据 ${asOf} 之前受理的诉求${version ? `，数据版本 ${version}` : ''}。`,
    of: '预测对象',
    wholeCity: (city) => `${city}：全部诉求`,
    parts: { district: '各区', category1: '各类诉求' },
    horizons: { days: '未来 14 天', months: '未来 12 个月' },
    notes: { days: '每日诉求量。', months: '每月诉求量；首月已计入本月已受理的部分。' },
    day: '日期',
    month: '月份',
    expected: '预期',
    baseline: '基准',
    interval: (percent) => `${percent}% 区间`,
    between: (low, high) => `${low} 至 ${high}`,
    facts: { shown: '所用方法', error: '误差', held: '区间', tested: '回测' },
    model: '模型：近期水平，再乘以星期、季节和节假日的影响。',
    better: '用历史数据检验时，模型比基准更接近实际；基准为',
    baselines: {
      days: { fourWeeks: '近四周同一星期几的均值', lastYear: '去年同一星期几的数量' },
      months: { fourWeeks: '近四周的均值', lastYear: '去年同月的数量' },
    },
    shownBaseline: (baseline) => `基准：${baseline}。`,
    naive: { days: '照搬前一周', months: '照搬前一年' },
    error: ({ naive, model, baseline }) =>
      `模型的 MASE 为 ${model}，基准为 ${baseline}：即平均误差，以${naive}的误差为 1。`,
    noError: (naive) => `无法比较：${naive}没有误差。`,
    held: (in80, in95) =>
      `80% 区间在 ${in80} 的检验中包含实际值，95% 区间为 ${in95}；近期的检验权重更大，疫情等异常时期的权重较小。`,
    tested: (origins, from, to) =>
      `${from}至${to}之间的 ${origins} 个时点，每次只用当时已知的数据。`,
    summary: ({ title, of, points, first, last, low, high }) =>
      `${title}，${of}：${first}至${last}，共 ${points} 个点，预期在 ${low} 至 ${high} 件之间。`,
    read: '读取预测。用方向键逐点移动。',
    past: '查看其历史数据',
  },
}
