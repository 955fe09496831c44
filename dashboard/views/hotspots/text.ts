import type { HotspotsAnswer } from '../../../server/contract/hotspots.ts'
import type { Language } from '../../i18n/text.ts'
import type { Adjacency, HotspotClass } from './state.ts'

interface HotspotsText {
  title: string
  none: string
  noneHow: string
  failed: string
  judged: (weeks: string, days: string, version: string) => string
  adjacency: Record<NonNullable<Adjacency['method']> | 'none', string>
  schematic: string
  basis: Record<HotspotsAnswer['basis'], string>
  clusters: string
  clustersNote: string
  noClusters: string
  cluster: (told: {
    category: string
    areas: string
    observed: string
    since: string
    expected: string
    ratio: string
  }) => string
  comma: string
  more: (count: string) => string
  chance: string
  past: string
  rising: string
  risingNote: string
  noRising: string
  broad: string
  broadNote: string
  classes: Record<HotspotClass, { name: string; meaning: string }>
  place: (area: string, category: string) => string
  spot: (told: { last: string; hot: string; weeks: string }) => string
  others: (counts: string) => string
  count: (name: string, count: string) => string
  open: string
  close: string
  gaps: string
  gap: (reason: string, count: string) => string
  show: string
}

export const TEXT: Record<Language, HotspotsText> = {
  en: {
    title: 'Hot spots',
    none: 'Nobody has looked for hot spots in these data yet.',
    noneHow: 'They are looked for every night.',
    failed: 'The hot spots could not be read.',
    judged: (weeks, days, version) =>
      `Judged by ${weeks} whole weeks, ${days}, data version ${version}.`,
    adjacency: {
      boundaries: 'Areas with a common border count as neighbours',
      centres: 'The areas with the nearest centres count as neighbours',
      districts: 'The areas of a district count as neighbours of each other',
      none: 'It is not known which areas lie beside each other',
    },
    schematic: '; the borders are drawn around the centres, for want of real ones',
    basis: {
      residents: 'Counts are compared per resident.',
      areas: 'Counts are compared area by area, since the residents are not known.',
    },
    clusters: 'Clusters of the last weeks',
    clustersNote:
      'Neighbouring areas that of late have more complaints of a kind than their own past has it.',
    noClusters: 'None: nowhere more than chance brings.',
    cluster: ({ category, areas, observed, since, expected, ratio }) =>
      `${category}, ${areas}: ${observed} complaints since ${since}, ${expected} expected (${ratio} times as many)`,
    comma: '; ',
    more: (count) => `and ${count} more`,
    chance: 'That chance brings it anywhere in the city: ',
    past: '; by the scans of past weeks: ',
    rising: 'New and growing hot spots',
    risingNote:
      'Hot: the area and its neighbours had far more complaints of a kind in the week and the one before than the rest of the city.',
    noRising: 'None has come up or grows.',
    broad: 'In broad categories',
    broadNote: 'These are noisier: they mix many kinds of complaints.',
    classes: {
      new: { name: 'New', meaning: 'hot in the last week, for the first time.' },
      consecutive: {
        name: 'Consecutive',
        meaning: 'hot in the last weeks without a break, and never before.',
      },
      intensifying: {
        name: 'Intensifying',
        meaning: 'hot in nearly all weeks, and growing hotter.',
      },
      persistent: {
        name: 'Persistent',
        meaning: 'hot in nearly all weeks, growing neither hotter nor cooler.',
      },
      diminishing: { name: 'Diminishing', meaning: 'hot in nearly all weeks, but growing cooler.' },
      sporadic: { name: 'Sporadic', meaning: 'hot in the last week, and on and off before.' },
      oscillating: {
        name: 'Oscillating',
        meaning: 'hot in the last week, but at some time before it had far fewer than the rest.',
      },
      historical: { name: 'Historical', meaning: 'hot in nearly all weeks, but not in the last.' },
    },
    place: (area, category) => `${area} · ${category}`,
    spot: ({ last, hot, weeks }) =>
      `${last} ${last === '1' ? 'complaint' : 'complaints'} in the last week; hot in ${hot} of ${weeks} weeks`,
    others: (counts) => `Other hot spots: ${counts}.`,
    count: (name, count) => `${count} ${name.toLowerCase()}`,
    open: 'Show them',
    close: 'Hide them',
    gaps: 'What could not be judged',
    gap: (reason, count) => `${reason} (${count})`,
    show: 'Show these complaints',
  },
  zh: {
    title: '热点',
    none: '尚未对这些数据做过热点分析。',
    noneHow: '热点分析每晚自动进行。',
    failed: '未能读取热点。',
    judged: (weeks, days, version) => `依据 ${weeks} 个完整周（${days}），数据版本 ${version}。`,
    adjacency: {
      boundaries: '边界相接的街道（乡镇）视为相邻',
      centres: '中心点最近的街道（乡镇）视为相邻',
      districts: '同一个区的街道（乡镇）视为彼此相邻',
      none: '不清楚哪些街道（乡镇）相邻',
    },
    schematic: '；因没有真实边界，边界按中心点示意绘制',
    basis: {
      residents: '数量按常住人口比较。',
      areas: '因常住人口未知，数量按街道（乡镇）直接比较。',
    },
    clusters: '近几周的聚集',
    clustersNote: '相邻街道（乡镇）近来某类诉求多于其自身历史水平。',
    noClusters: '没有：各处均未超出偶然。',
    cluster: ({ category, areas, observed, since, expected, ratio }) =>
      `${category}，${areas}：自${since}起 ${observed} 件，预期 ${expected} 件（${ratio} 倍）`,
    comma: '、',
    more: (count) => `等 ${count} 处`,
    chance: '全市任何地方偶然出现的概率：',
    past: '；按往周扫描结果计：',
    rising: '新出现和加剧的热点',
    risingNote: '“热”指该地及相邻地区当周与前一周的某类诉求远多于全市其他地区。',
    noRising: '没有新出现或加剧的热点。',
    broad: '一级类别',
    broadNote: '一级类别混合多种诉求，结果更不稳定。',
    classes: {
      new: { name: '新增', meaning: '最近一周首次成为热点。' },
      consecutive: { name: '连续', meaning: '最近数周连续为热点，此前从未出现。' },
      intensifying: { name: '加剧', meaning: '几乎每周都是热点，且越来越热。' },
      persistent: { name: '持续', meaning: '几乎每周都是热点，热度没有升降。' },
      diminishing: { name: '减弱', meaning: '几乎每周都是热点，但热度在下降。' },
      sporadic: { name: '零星', meaning: '最近一周是热点，此前时有时无。' },
      oscillating: { name: '反复', meaning: '最近一周是热点，但此前曾远少于其他地区。' },
      historical: { name: '曾经', meaning: '此前几乎每周都是热点，但最近一周不是。' },
    },
    place: (area, category) => `${area} · ${category}`,
    spot: ({ last, hot, weeks }) => `最近一周 ${last} 件；${weeks} 周中有 ${hot} 周为热点`,
    others: (counts) => `其他热点：${counts}。`,
    count: (name, count) => `${name} ${count} 个`,
    open: '展开',
    close: '收起',
    gaps: '未能判断的部分',
    gap: (reason, count) => `${reason}（${count} 处）`,
    show: '查看这些诉求',
  },
}
