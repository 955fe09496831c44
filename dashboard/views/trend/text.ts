import type { Language } from '../../i18n/text.ts'
import type { TrendGrain } from './periods.ts'

interface TrendText {
  title: (measure: string, grain: TrendGrain) => string
  /** What the chart shows, in a sentence. */
  summary: (title: string, days: string, highest: string | null) => string
  highest: (period: string, value: string) => string
  now: string
  before: string
  period: string
  running: string
  unsettled: string
  context: string
  read: string
  keys: string
  chosen: (days: string) => string
  openIt: string
  nothing: string
}

const GRAINS: Record<Language, Record<TrendGrain, string>> = {
  en: { hour: 'hour', day: 'day', week: 'week', month: 'month', quarter: 'quarter' },
  zh: { hour: '小时', day: '日', week: '周', month: '月', quarter: '季度' },
}

export const TEXT: Record<Language, TrendText> = {
  en: {
    title: (measure, grain) => `${measure} by ${GRAINS.en[grain]}`,
    summary: (title, days, highest) => `${title}, ${days}${highest ? `; ${highest}` : ''}.`,
    highest: (period, value) => `highest ${period}: ${value}`,
    now: 'Now',
    before: 'Year before',
    period: 'Period',
    running: 'Still running: compared with the same part of last year',
    unsettled: 'Not yet settled: the newest cases are still being worked on',
    context: 'Before the chosen period',
    read: 'Read point by point',
    keys: 'Arrow keys move, with Shift they choose a stretch, and the other views follow; Enter shows it alone, Escape leaves it.',
    chosen: (days) => `chosen: ${days}`,
    openIt: 'Click or Enter: show this alone. Drag: choose a stretch; the other views follow.',
    nothing: 'No complaints in this period.',
  },
  zh: {
    title: (measure, grain) => `${measure}（按${GRAINS.zh[grain]}）`,
    summary: (title, days, highest) => `${title}，${days}${highest ? `；${highest}` : ''}。`,
    highest: (period, value) => `最高为 ${period}：${value}`,
    now: '本期',
    before: '去年同期',
    period: '时间',
    running: '尚未结束：与去年同一时段比较',
    unsettled: '尚未稳定：近期诉求仍在办理中',
    context: '所选时段之前',
    read: '逐点读数',
    keys: '方向键移动，按住 Shift 选取一段，其他视图随之变化；回车只看这一段，Esc 取消。',
    chosen: (days) => `已选 ${days}`,
    openIt: '单击或回车：只看这一时段；拖动：选取一段，其他视图随之变化。',
    nothing: '该时段没有诉求。',
  },
}
