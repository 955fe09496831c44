import type { BriefingFact } from '../../../server/contract/briefings.ts'
import type { Language } from '../../i18n/text.ts'

type Origin = BriefingFact['origin']

interface BriefingsText {
  title: string
  all: string
  none: string
  noneHow: string
  notThere: string
  issue: (year: string, number: string) => string
  made: (time: string) => string
  print: string
  json: string
  sources: string
  sourcesNote: (version: number) => string
  version: string
  cutOff: string
  question: string
  kinds: Record<Origin['kind'], string>
  methods: Record<Extract<Origin, { kind: 'derived' }>['method'], string>
  stated: Record<Extract<Origin, { kind: 'stated' }>['by'], string>
}

export const TEXT: Record<Language, BriefingsText> = {
  en: {
    title: 'Briefings',
    all: 'All briefings',
    none: 'No briefing has been made yet.',
    noneHow: 'One is made every morning; by hand:',
    notThere: 'There is no such briefing.',
    issue: (year, number) => `No. ${number} of ${year}`,
    made: (time) => `made ${time}`,
    print: 'Page to print',
    json: 'JSON',
    sources: 'Sources',
    sourcesNote: (version) =>
      `Every number is the answer to one of these Questions, or computed from such answers, at data version ${version}.`,
    version: 'Data version',
    cutOff: 'Cut-off',
    question: 'Question',
    kinds: { cell: 'Asked', derived: 'Computed', tested: 'Tested', stated: 'Stated' },
    methods: {
      sum: 'a sum',
      mean: 'a mean',
      share: 'a part of a whole',
      change: 'a change relative to before',
      difference: 'a difference',
      wilsonLow: 'the lower end of the interval (Wilson)',
      wilsonHigh: 'the upper end of the interval (Wilson)',
      equalRates: 'the p-value of two equal rates',
    },
    stated: {
      calendar: 'the calendar',
      cutOff: 'the state of the data',
      rule: 'a rule of the method',
      loads: 'the ledger of loads',
    },
  },
  zh: {
    title: '每日通报',
    all: '全部通报',
    none: '尚未生成通报。',
    noneHow: '每日清晨自动生成；手动生成：',
    notThere: '没有这份通报。',
    issue: (year, number) => `${year}年第${number}期`,
    made: (time) => `${time}制`,
    print: '打印版',
    json: 'JSON',
    sources: '数据来源',
    sourcesNote: (version) =>
      `文中每个数字均为下列问题之一的答案，或由其计算得出，数据版本${version}。`,
    version: '数据版本',
    cutOff: '数据截至',
    question: '问题',
    kinds: { cell: '查询所得', derived: '计算所得', tested: '检验所得', stated: '直接说明' },
    methods: {
      sum: '求和',
      mean: '均值',
      share: '占比',
      change: '相对变化',
      difference: '差值',
      wilsonLow: '威尔逊区间下限',
      wilsonHigh: '威尔逊区间上限',
      equalRates: '两率相等的p值',
    },
    stated: { calendar: '日历', cutOff: '数据状态', rule: '方法规则', loads: '装载台账' },
  },
}
