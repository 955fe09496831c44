import type { Language } from '../../i18n/text.ts'

interface WeekText {
  title: (measure: string) => string
  summary: (title: string, days: string, highest: string | null) => string
  highest: (hour: string, value: string) => string
  weekdays: readonly string[]
  hour: (hour: number) => string
  /** An hour of a weekday, every day at an hour, all of a weekday. */
  name: (weekday: string | null, hour: number | null) => string
  perHour: string
  sum: string
  hours: string
  longer: string
  shorter: string
  instead: (measure: string) => string
  meaning: string
  meaningOfRates: string
  hourOfDay: string
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

export const TEXT: Record<Language, WeekText> = {
  en: {
    title: (measure) => `${measure} by hour and weekday`,
    summary: (title, days, highest) => `${title}, ${days}${highest ? `; ${highest}` : ''}.`,
    highest: (hour, value) => `highest ${hour}: ${value}`,
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    hour: clock,
    name: (weekday, hour) =>
      [
        weekday ?? 'Every day',
        hour === null ? 'all hours' : `${clock(hour)}–${clock(hour + 1)}`,
      ].join(', '),
    perHour: 'an hour',
    sum: 'In all',
    hours: 'Hours counted',
    longer: 'the last 13 weeks',
    shorter: 'a whole week',
    instead: (measure) => `${measure} cannot be added up by hours: complaints are shown`,
    meaning: 'Mean of an hour; bars: of all weekdays, of all hours',
    meaningOfRates: 'At the edges: all weekdays, all hours. Pale: fewer than 30 cases',
    hourOfDay: 'Hour',
  },
  zh: {
    title: (measure) => `${measure}的时段分布`,
    summary: (title, days, highest) => `${title}，${days}${highest ? `；${highest}` : ''}。`,
    highest: (hour, value) => `最高为${hour}：${value}`,
    weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    hour: (hour) => `${hour}时`,
    name: (weekday, hour) =>
      `${weekday ?? '每日'}${hour === null ? '全天' : `${hour}时至${hour + 1}时`}`,
    perHour: '每小时',
    sum: '合计',
    hours: '计入小时数',
    longer: '最近13周',
    shorter: '整周',
    instead: (measure) => `${measure}不能按小时累加，此处显示诉求量`,
    meaning: '每小时均值；条形为各小时、各日均值',
    meaningOfRates: '边缘为各小时、各日合计；浅色为不足30件',
    hourOfDay: '小时',
  },
}
