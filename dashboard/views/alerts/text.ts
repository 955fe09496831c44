import type { Language } from '../../i18n/text.ts'
import type { Alert, Held, Stage } from './state.ts'

/** The days or the hours of an alert. */
export type Span = Alert['window'] | '6h' | '3h' | '1h'

interface AlertsText {
  title: string
  looked: (day: string, series: string, falseAlarms: string) => string
  lookedHours: (hour: string, falseAlarms: string) => string
  notLooked: string
  hoursHeld: Record<'late' | 'short', (hour: string) => string>
  none: string
  held: Record<Held['kind'], (day: string, observed: string | null, expected: string) => string>
  failed: string
  all: (count: string) => string
  fewer: string
  everywhere: (city: string) => string
  everything: string
  emergencies: string
  within: (area: string, district: string) => string
  place: (area: string, category: string) => string
  sentence: (told: {
    place: string
    observed: string
    window: Span
    expected: string
    ratio: string
    since: string
    /** When it was an alarm last; null while it is one. */
    last: string | null
  }) => string
  stages: Record<Stage, string>
  acknowledged: string
  weeks: (weeks: string, low: string, high: string, last: string) => string
  hours: (hours: string, low: string, high: string, last: string) => string
  interval: (low: string, high: string, window: Span) => string
  chance: (onceIn: string, window: Span) => string
  chanceBelow: (onceIn: string, window: Span) => string
  falseOnes: (share: string, isHours: boolean) => string
  falseOnesBelow: (share: string, isHours: boolean) => string
  facts: {
    days: string
    hours: string
    interval: string
    chance: string
    falseOnes: string
    past: string
  }
  folded: (count: string) => string
  areas: string
  categories: string
  part: string
  observed: string
  expected: string
  share: string
  partsNote: string
  past: (days: string, observed: string) => string
  noPast: string
  history: string
  hourHistory: string
  asOf: string
  stage: string
  probability: string
  people: string
  noNotes: string
  nobody: string
  tookNote: string
  name: string
  note: string
  masked: string
  acknowledge: string
  comment: string
  sending: string
  sent: string
  notSent: (why: string) => string
  show: string
  marked: string
  shaded: string
  open: (count: string) => string
}

const WINDOWS: Record<Language, Record<Span, string>> = {
  en: {
    ...{ 14: 'fortnights', 7: 'weeks', 3: 'spans of three days', 1: 'days' },
    ...{ '6h': 'spans of six hours', '3h': 'spans of three hours', '1h': 'hours' },
  },
  zh: {
    ...{ 14: ' 个两周', 7: ' 周', 3: ' 个三天', 1: ' 天' },
    ...{ '6h': ' 个六小时', '3h': ' 个三小时', '1h': ' 个小时' },
  },
}
/** How many of what, and in which time. */
const COUNTED: Record<Language, (span: Span, observed: string, isOver: boolean) => string> = {
  en: (span, observed, isOver) => {
    if (typeof span === 'number')
      return `${observed} complaints in ${span === 1 ? '1 day' : `${span} days`}`
    const hours = { '6h': 'six hours', '3h': 'three hours', '1h': 'hour' }[span]
    if (isOver) return `${observed} emergencies in ${span === '1h' ? 'one hour' : hours}`
    return `${observed} emergencies in the last ${hours}`
  },
  zh: (span, observed, isOver) => {
    if (typeof span === 'number') return `${span}天 ${observed} 件`
    const hours = { '6h': '六小时', '3h': '三小时', '1h': '一小时' }[span]
    return `${isOver ? '' : '最近'}${hours}应急诉求 ${observed} 件`
  },
}

export const TEXT: Record<Language, AlertsText> = {
  en: {
    title: 'Alerts',
    looked: (day, series, falseAlarms) =>
      `Looked as of ${day}, over ${series} series; about ${falseAlarms} false alarms a week are to be expected.`,
    lookedHours: (hour, falseAlarms) =>
      `Emergencies by the hour as of ${hour}; about ${falseAlarms} false alarms a week.`,
    notLooked: 'Nobody has looked for alerts in these data yet.',
    none: 'No open alerts: nothing has risen beyond chance.',
    held: {
      late: (day) =>
        `Data alarm: the data do not reach to the end of ${day}, so nothing could be judged. Alerts are held back until they do.`,
      incomplete: (day, observed, expected) =>
        `Data alarm: ${day} has ${observed ?? 'no'} complaints where about ${expected} were to be expected. The data look incomplete; alerts are held back.`,
      short: () => 'There are too few weeks of data to tell a rise from chance.',
    },
    hoursHeld: {
      late: (hour) =>
        `Emergencies: the data do not reach ${hour} yet, so these hours are not judged.`,
      short: () => 'Emergencies: too few weeks have any to judge hours by.',
    },
    failed: 'The alerts could not be read.',
    all: (count) => `All ${count}`,
    fewer: 'Fewer',
    everywhere: (city) => city,
    everything: 'all complaints',
    emergencies: 'all emergencies',
    within: (area, district) => `${area}, ${district}`,
    place: (area, category) => `${area} · ${category}`,
    sentence: ({ place, observed, window, expected, ratio, since, last }) =>
      `${place}: ${COUNTED.en(window, observed, last !== null)}, ${expected} expected (${ratio} times as many), since ${since}${last ? `; last an alarm on ${last}` : ''}`,
    stages: {
      opened: 'New',
      continues: 'Continues',
      grows: 'Grows',
      fades: 'Fades',
      closed: 'Over',
    },
    acknowledged: 'Acknowledged',
    weeks: (weeks, low, high, last) =>
      `Complaints a week over ${weeks} weeks: between ${low} and ${high}, ${last} in the last one.`,
    hours: (hours, low, high, last) =>
      `Emergencies an hour over ${hours} hours: between ${low} and ${high}, ${last} in the last one.`,
    interval: (low, high, window) =>
      `Where nothing has risen, 95 of 100 such ${WINDOWS.en[window]} have ${low} to ${high} complaints.`,
    chance: (onceIn, window) =>
      `By chance alone, about once in ${onceIn} ${WINDOWS.en[window]} of such a series.`,
    chanceBelow: (onceIn, window) =>
      `By chance alone, less than once in ${onceIn} ${WINDOWS.en[window]} of such a series.`,
    falseOnes: (share, isHours) =>
      `Of the findings of that ${isHours ? 'hour' : 'night'} that are at least as clear, about ${share} are false.`,
    falseOnesBelow: (share, isHours) =>
      `Of the findings of that ${isHours ? 'hour' : 'night'} that are at least as clear, less than ${share} are false.`,
    facts: {
      days: 'Days',
      hours: 'Hours',
      interval: 'Usual',
      chance: 'Chance',
      falseOnes: 'False alarms',
      past: 'Weeks as high',
    },
    folded: (count) => `${count} other series rose with it and are told of here alone.`,
    areas: 'Which areas carry it',
    categories: 'Which complaints carry it',
    part: 'Part',
    observed: 'Observed',
    expected: 'Expected',
    share: 'Of the rise',
    partsNote: 'A part may be more than the whole rise where others had fewer than expected.',
    past: (when, observed) => `${when} (${observed} complaints)`,
    noPast: 'No earlier week was about as high.',
    history: 'Day by day',
    hourHistory: 'Hour by hour',
    asOf: 'As of',
    stage: 'Stage',
    probability: 'Chance',
    people: 'What people did',
    noNotes: 'Nobody has taken note of it yet.',
    nobody: 'Somebody',
    tookNote: 'took note of it',
    name: 'Your name',
    note: 'Comment',
    masked: 'Seen by everyone who sees this page; names and telephone numbers are masked.',
    acknowledge: 'Acknowledge',
    comment: 'Comment',
    sending: 'Sending …',
    sent: 'Written down.',
    notSent: (why) => `Not written down: ${why}`,
    show: 'Show these complaints on the trend and the map',
    marked: 'Areas with open alerts',
    shaded: 'Days of an open alert',
    open: (count) => (count === '1' ? '1 open alert' : `${count} open alerts`),
  },
  zh: {
    title: '预警',
    looked: (day, series, falseAlarms) =>
      `检测截至 ${day}（不含当日），共 ${series} 个序列；预计每周约有 ${falseAlarms} 次误报。`,
    lookedHours: (hour, falseAlarms) =>
      `应急诉求逐小时检测，截至 ${hour}；预计每周约有 ${falseAlarms} 次误报。`,
    notLooked: '尚未对这些数据做过预警检测。',
    none: '当前没有预警：没有超出偶然的上升。',
    held: {
      late: (day) => `数据告警：数据未覆盖${day}全天，无法判断；补齐之前暂不发布预警。`,
      incomplete: (day, observed, expected) =>
        `数据告警：${day}仅有 ${observed ?? '0'} 件诉求，预期约 ${expected} 件。数据可能不完整，暂不发布预警。`,
      short: () => '数据的周数过少，无法区分上升与偶然。',
    },
    hoursHeld: {
      late: (hour) => `应急诉求：数据尚未覆盖至 ${hour}，暂不判断。`,
      short: () => '应急诉求：有数据的周数过少，无法按小时判断。',
    },
    failed: '未能读取预警。',
    all: (count) => `全部 ${count} 条`,
    fewer: '收起',
    everywhere: () => '全市',
    everything: '全部诉求',
    emergencies: '全部应急诉求',
    within: (area, district) => `${district}${area}`,
    place: (area, category) => `${area} · ${category}`,
    sentence: ({ place, observed, window, expected, ratio, since, last }) =>
      `${place}：${COUNTED.zh(window, observed, last !== null)}，预期 ${expected} 件（${ratio} 倍），自${since}起${last ? `；最近一次报警为${last}` : ''}`,
    stages: {
      opened: '新增',
      continues: '持续',
      grows: '扩大',
      fades: '消退',
      closed: '已结束',
    },
    acknowledged: '已知悉',
    weeks: (weeks, low, high, last) =>
      `近 ${weeks} 周每周诉求量：${low} 至 ${high} 件，最近一周 ${last} 件。`,
    hours: (hours, low, high, last) =>
      `近 ${hours} 小时每小时应急诉求量：${low} 至 ${high} 件，最近一小时 ${last} 件。`,
    interval: (low, high, window) =>
      `若无上升，每 100${WINDOWS.zh[window]}中有 95${WINDOWS.zh[window]}的诉求量在 ${low} 至 ${high} 件之间。`,
    chance: (onceIn, window) => `仅凭偶然，同类序列大约每 ${onceIn}${WINDOWS.zh[window]}出现一次。`,
    chanceBelow: (onceIn, window) =>
      `仅凭偶然，同类序列每 ${onceIn}${WINDOWS.zh[window]}出现不到一次。`,
    falseOnes: (share, isHours) =>
      `${isHours ? '当时' : '当晚'}同样明显或更明显的发现中，约 ${share} 为误报。`,
    falseOnesBelow: (share, isHours) =>
      `${isHours ? '当时' : '当晚'}同样明显或更明显的发现中，误报不到 ${share}。`,
    facts: {
      days: '日期',
      hours: '时段',
      interval: '常见范围',
      chance: '偶然性',
      falseOnes: '误报',
      past: '相近的周',
    },
    folded: (count) => `另有 ${count} 个序列随之上升，不再单独列出。`,
    areas: '主要来自哪些地区',
    categories: '主要来自哪些诉求',
    part: '组成',
    observed: '实际',
    expected: '预期',
    share: '占上升量',
    partsNote: '其他部分低于预期时，某一部分可能超过全部上升量。',
    past: (when, observed) => `${when}（${observed} 件）`,
    noPast: '此前没有哪一周接近这样的水平。',
    history: '逐日变化',
    hourHistory: '逐小时变化',
    asOf: '截至',
    stage: '阶段',
    probability: '偶然性',
    people: '处置记录',
    noNotes: '尚无人知悉。',
    nobody: '匿名',
    tookNote: '已知悉',
    name: '您的称呼',
    note: '意见',
    masked: '能看到本页的人都能看到；姓名、电话等个人信息会脱敏。',
    acknowledge: '知悉',
    comment: '提交意见',
    sending: '正在提交……',
    sent: '已记录。',
    notSent: (why) => `未能记录：${why}`,
    show: '在趋势图和地图上查看这些诉求',
    marked: '有预警的地区',
    shaded: '预警涉及的日期',
    open: (count) => `${count} 条预警`,
  },
}
