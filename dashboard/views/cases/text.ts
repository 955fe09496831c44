import type { Language } from '../../i18n/text.ts'
import type { CaseEvent, CaseState } from './state.ts'

interface CasesText {
  title: string
  show: (count: string) => string
  hide: string
  counted: (count: string, open: string, overdue: string) => string
  order: string
  received: string
  subject: string
  place: string
  state: string
  due: string
  department: string
  states: Record<CaseState, string>
  late: string
  resolved: string
  notResolved: string
  satisfied: string
  notSatisfied: string
  noDeadline: string
  untitled: string
  noText: string
  masked: string
  course: string
  events: Record<CaseEvent, string>
  after: (duration: string) => string
  cooperating: string
  channel: string
  kind: string
  id: string
  more: (shown: string, count: string) => string
  all: (count: string) => string
  none: string
  failed: string
  days: string
  hours: string
  minutes: string
}

export const TEXT: Record<Language, CasesText> = {
  en: {
    title: 'Cases',
    show: (count) => `Show the ${count} cases`,
    hide: 'Hide the cases',
    counted: (count, open, overdue) => `${count} cases, ${open} of them open, ${overdue} overdue`,
    order: 'last received first',
    received: 'Received',
    subject: 'Case',
    place: 'Place',
    state: 'State',
    due: 'Deadline',
    department: 'Department',
    states: { open: 'Open', overdue: 'Overdue', closed: 'Closed', rated: 'Rated' },
    late: 'late',
    resolved: 'Resolved',
    notResolved: 'Not resolved',
    satisfied: 'Satisfied',
    notSatisfied: 'Not satisfied',
    noDeadline: 'None',
    untitled: 'Without a title',
    noText: 'There is no text.',
    masked: 'Names, telephone numbers and other personal data are masked.',
    course: 'Course',
    events: {
      received: 'Received',
      dispatched: 'Dispatched',
      responded: 'Responded',
      closed: 'Closed',
      rated: 'Rated',
    },
    after: (duration) => `after ${duration}`,
    cooperating: 'Cooperating',
    channel: 'Channel',
    kind: 'Kind',
    id: 'Number',
    more: (shown, count) => `Load more (${shown} of ${count} shown)`,
    all: (count) => `All ${count} are shown.`,
    none: 'No cases in this period and with these filters.',
    failed: 'The cases could not be read.',
    days: ' d',
    hours: ' h',
    minutes: ' min',
  },
  zh: {
    title: '诉求明细',
    show: (count) => `查看 ${count} 件诉求`,
    hide: '收起明细',
    counted: (count, open, overdue) => `共 ${count} 件，其中未办结 ${open} 件、超期 ${overdue} 件`,
    order: '按受理时间由近及远',
    received: '受理时间',
    subject: '诉求',
    place: '地点',
    state: '状态',
    due: '办理时限',
    department: '承办单位',
    states: { open: '办理中', overdue: '已超期', closed: '已办结', rated: '已回访' },
    late: '逾期办结',
    resolved: '已解决',
    notResolved: '未解决',
    satisfied: '满意',
    notSatisfied: '不满意',
    noDeadline: '无',
    untitled: '无标题',
    noText: '无诉求内容。',
    masked: '姓名、电话等个人信息已脱敏。',
    course: '办理过程',
    events: {
      received: '受理',
      dispatched: '派单',
      responded: '响应',
      closed: '办结',
      rated: '回访评价',
    },
    after: (duration) => `历时 ${duration}`,
    cooperating: '协办单位',
    channel: '渠道',
    kind: '类型',
    id: '编号',
    more: (shown, count) => `加载更多（已显示 ${shown}/${count}）`,
    all: (count) => `已显示全部 ${count} 件。`,
    none: '该时段和筛选条件下没有诉求。',
    failed: '未能读取诉求明细。',
    days: ' 天',
    hours: ' 小时',
    minutes: ' 分钟',
  },
}

/** How long something took, in its two largest units: `2 d 3 h`, `45 min`. */
export function formatDuration(ms: number, language: Language): string {
  const text = TEXT[language]
  const minutes = Math.round(ms / 60_000)
  const [days, hours, rest] = [
    Math.floor(minutes / 1440),
    Math.floor((minutes % 1440) / 60),
    minutes % 60,
  ]
  const parts: [number, string][] =
    days > 0
      ? [
          [days, text.days],
          [hours, text.hours],
        ]
      : [
          [hours, text.hours],
          [rest, text.minutes],
        ]
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`)
  return told.length > 0 ? told.join(' ') : `0${text.minutes}`
}
