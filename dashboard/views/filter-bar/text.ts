import type { Language } from '../../i18n/text.ts'
import type { NamedPeriod } from '../../state/period.ts'
import type { FacetId } from './facets.ts'

interface FilterText {
  title: string
  period: string
  periods: Record<NamedPeriod, string>
  custom: string
  from: string
  until: string
  apply: string
  facets: Record<FacetId, string>
  search: (facet: string) => string
  searchAll: (count: string) => string
  more: (count: string) => string
  noneFound: string
  clear: string
  done: string
  chosen: string
  remove: (filter: string) => string
  manyChosen: (count: string) => string
  reset: string
  filters: string
}

export const TEXT: Record<Language, FilterText> = {
  en: {
    title: 'Period and filters',
    period: 'Period',
    periods: {
      today: 'Today',
      '7d': '7 days',
      '30d': '30 days',
      '90d': '90 days',
      '12m': '12 months',
    },
    custom: 'Custom',
    from: 'From',
    until: 'Until, that day included',
    apply: 'Show these days',
    facets: {
      category: 'Category',
      area: 'Area',
      kind: 'Kind',
      channel: 'Channel',
      handling: 'Handling',
      department: 'Department',
      issue: 'Issue',
    },
    search: (facet) => `Search: ${facet}`,
    searchAll: (count) => `Type to search all ${count}`,
    more: (count) => `${count} more: type to narrow the list`,
    noneFound: 'Nothing of that name.',
    clear: 'Clear',
    done: 'Done',
    chosen: 'Filters',
    remove: (filter) => `Remove the filter ${filter}`,
    manyChosen: (count) => `${count} chosen`,
    reset: 'Reset all',
    filters: 'Filters',
  },
  zh: {
    title: '期间与筛选',
    period: '期间',
    periods: { today: '今日', '7d': '7天', '30d': '30天', '90d': '90天', '12m': '12个月' },
    custom: '自定义',
    from: '开始日期',
    until: '结束日期（含当日）',
    apply: '查看这些日期',
    facets: {
      category: '诉求分类',
      area: '区域',
      kind: '诉求类型',
      channel: '渠道',
      handling: '办理方式',
      department: '主办部门',
      issue: '专题',
    },
    search: (facet) => `搜索${facet}`,
    searchAll: (count) => `输入名称，在全部 ${count} 项中搜索`,
    more: (count) => `另有 ${count} 项，请输入名称缩小范围`,
    noneFound: '没有找到相符的名称。',
    clear: '清除',
    done: '完成',
    chosen: '筛选条件',
    remove: (filter) => `移除筛选条件：${filter}`,
    manyChosen: (count) => `已选 ${count} 项`,
    reset: '全部重置',
    filters: '筛选',
  },
}
