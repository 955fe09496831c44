import type { Comparison } from '../../../sql/model/question.ts'
import type { Language } from '../../i18n/text.ts'

interface HeadlineText {
  title: string
  note: string
  ofDispatched: (measure: string) => string
  on: Record<Comparison, string>
  better: string
  worse: string
  outOf: (count: string) => string
  provisional: string
  settles: (day: string) => string
  period: string
  other: Record<Comparison, string>
  change: Record<Comparison, string>
  until: string
  shown: string
  none: string
  was: Record<Comparison, (value: string) => string>
}

export const TEXT: Record<Language, HeadlineText> = {
  en: {
    title: 'Headline numbers',
    note: 'Choose one: all views below show it.',
    ofDispatched: (measure) => `${measure}, dispatched cases`,
    on: { previous: 'on the period before', lastYear: 'on last year' },
    better: 'better',
    worse: 'worse',
    outOf: (count) => `of ${count}`,
    provisional: 'Provisional',
    settles: (day) =>
      `Not yet settled: the newest cases are still being worked on. Final from ${day}.`,
    period: 'Period',
    other: { previous: 'Period before', lastYear: 'Last year' },
    change: { previous: 'Change', lastYear: 'Change on last year' },
    until: 'Compared up to',
    shown: 'shown in the views below',
    none: 'not comparable',
    was: {
      previous: (value) => `${value} in the period before`,
      lastYear: (value) => `${value} last year`,
    },
  },
  zh: {
    title: '核心指标',
    note: '点选一项，下方各视图随之切换。',
    ofDispatched: (measure) => `${measure}（派单件）`,
    on: { previous: '环比', lastYear: '同比' },
    better: '向好',
    worse: '趋差',
    outOf: (count) => `基数 ${count}`,
    provisional: '未稳定',
    settles: (day) => `尚未稳定：近期诉求仍在办理，${day}起数值稳定。`,
    period: '期间',
    other: { previous: '上期', lastYear: '去年同期' },
    change: { previous: '环比', lastYear: '同比' },
    until: '对比截至',
    shown: '下方视图正在显示',
    none: '不可比',
    was: { previous: (value) => `上期 ${value}`, lastYear: (value) => `去年同期 ${value}` },
  },
}
