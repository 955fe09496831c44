import type { Labels } from '../../../sql/model/labels.ts'
import type { Reason, ReasonId } from './document.ts'

const NAMES: Record<ReasonId, Labels> = {
  ended: {
    en: 'It was merged or closed: what took over from it has the forecast.',
    zh: '该项已撤并，预测见其承接者。',
  },
  silent: { en: 'Nothing came in the last 13 weeks.', zh: '最近13周没有诉求。' },
  gaps: { en: 'Too many of the last days have no data.', zh: '近期缺失数据的天数过多。' },
  short: { en: 'Its past is too short to test a forecast on.', zh: '历史过短，无法检验预测。' },
  noFit: { en: 'The model finds no fit to its past.', zh: '模型无法拟合其历史数据。' },
  notBetter: {
    en: 'The model was not better than the baseline in the back-test: the baseline is shown.',
    zh: '回测中模型未优于基准，故显示基准预测。',
  },
}

export const reason = (id: ReasonId): Reason => ({ id, names: NAMES[id] })
