import type { Language } from '../../i18n/text.ts'

interface BarsText {
  title: (measure: string, dimension: string) => string
  summary: (title: string, days: string, first: string | null) => string
  first: (name: string, value: string) => string
  by: string
  /** Which twelve, and in which order. */
  order: Record<'most' | 'volumeHigh' | 'volumeLow', string>
  lastYear: string
  few: string
  /** What the lines of dots stand for. */
  scale: (from: string, to: string) => string
  of: (count: string) => string
  filter: string
  nothing: string
}

export const TEXT: Record<Language, BarsText> = {
  en: {
    title: (measure, dimension) => `${measure} by ${dimension.toLowerCase()}`,
    summary: (title, days, first) => `${title}, ${days}${first ? `; ${first}` : ''}.`,
    first: (name, value) => `first ${name}: ${value}`,
    by: 'By',
    order: {
      most: 'the highest twelve',
      volumeHigh: 'the twelve with most complaints, highest first',
      volumeLow: 'the twelve with most complaints, lowest first',
    },
    lastYear: 'Last year',
    few: 'Pale: fewer than 30 cases',
    scale: (from, to) => `Each line: ${from} to ${to}`,
    of: (count) => `of ${count}`,
    filter: 'Click: show one alone; again: all.',
    nothing: 'No complaints in this period.',
  },
  zh: {
    title: (measure, dimension) => `各${dimension}${measure}`,
    summary: (title, days, first) => `${title}，${days}${first ? `；${first}` : ''}。`,
    first: (name, value) => `首位为${name}：${value}`,
    by: '维度',
    order: {
      most: '前十二位',
      volumeHigh: '诉求量最多的十二项，由高到低',
      volumeLow: '诉求量最多的十二项，由低到高',
    },
    lastYear: '去年同期',
    few: '浅色：不足30件',
    scale: (from, to) => `横线自${from}至${to}`,
    of: (count) => `共${count}件`,
    filter: '单击只看一项，再次单击恢复。',
    nothing: '该时段没有诉求。',
  },
}
