import type { Language } from '../../i18n/text.ts'
import type { MapMode } from '../../state/view-url.ts'

interface MapText {
  title: (measure: string, level: string, district: string | null) => string
  modes: Record<MapMode, string>
  showAs: string
  place: string
  legend: string
  legendOfChange: (inPoints: boolean) => string
  schematic: string
  schematicNote: string
  schematicLong: string
  few: string
  none: string
  classOf: (from: string, to: string) => string
  below: (limit: string) => string
  atLeast: (limit: string) => string
  areas: (count: string) => string
  rank: string
  rankOf: (rank: string, of: string) => string
  unplaced: (count: string, share: string) => string
  summary: (title: string, days: string, highest: string, lowest: string) => string
  keys: string
  openDistricts: string
  openCases: string
  noBoundaries: (city: string) => string
  noSubdistricts: (district: string) => string
  area: string
}

export const TEXT: Record<Language, MapText> = {
  en: {
    title: (measure, level, district) =>
      `${measure}${district ? ` in ${district}` : ''} by ${level.toLowerCase()}`,
    modes: { value: 'Value', perThousand: 'Per 1,000 residents', change: 'Change' },
    showAs: 'Show as',
    place: 'Place',
    legend: 'Classes of colour',
    legendOfChange: (inPoints) => `Change on the period before${inPoints ? ', in points' : ''}`,
    schematic: 'Schematic boundaries',
    schematicNote: 'schematic boundaries',
    schematicLong:
      'Schematic boundary: the cell around the area’s centre, not its administrative limits.',
    few: 'Too few before to compare',
    none: 'No value',
    classOf: (from, to) => `${from} to ${to}`,
    below: (limit) => `below ${limit}`,
    atLeast: (limit) => `${limit} and more`,
    areas: (count) => `${count} areas`,
    rank: 'Rank',
    rankOf: (rank, of) => `${rank} of ${of}`,
    unplaced: (count, share) =>
      `Not on the map: ${count} (${share}) of the complaints, whose area is not known.`,
    summary: (title, days, highest, lowest) =>
      `${title}, ${days}: highest in ${highest}, lowest in ${lowest}.`,
    keys: 'Arrow keys walk from the highest to the lowest, Enter opens, Escape goes back up.',
    openDistricts: 'Choose a district to see its subdistricts.',
    openCases: 'Choose a subdistrict to see its cases.',
    noBoundaries: (city) =>
      `No boundaries of the areas of ${city} are known, so there is no map. The same numbers, ranked:`,
    noSubdistricts: (district) =>
      `No boundaries are known within ${district}; it is outlined on the map of districts.`,
    area: 'Area',
  },
  zh: {
    title: (measure, level, district) => `${district ?? ''}${measure}（按${level}）`,
    modes: { value: '数值', perThousand: '每千常住人口', change: '变化' },
    showAs: '显示方式',
    place: '地区',
    legend: '颜色分级',
    legendOfChange: (inPoints) => `较上期变化${inPoints ? '（百分点）' : ''}`,
    schematic: '示意边界',
    schematicNote: '示意边界，非行政区划界线',
    schematicLong: '示意边界：依各地中心点划分，非行政区划界线。',
    few: '上期件数过少，不作比较',
    none: '无数值',
    classOf: (from, to) => `${from} 至 ${to}`,
    below: (limit) => `低于 ${limit}`,
    atLeast: (limit) => `${limit} 及以上`,
    areas: (count) => `${count} 个地区`,
    rank: '排名',
    rankOf: (rank, of) => `第 ${rank} 位，共 ${of} 个`,
    unplaced: (count, share) => `未上图：${count} 件（${share}）诉求所属地区不明。`,
    summary: (title, days, highest, lowest) =>
      `${title}，${days}：最高为${highest}，最低为${lowest}。`,
    keys: '方向键按从高到低移动，回车进入，Esc 返回上一级。',
    openDistricts: '点选一个区，查看其街道（乡镇）。',
    openCases: '点选一个街道（乡镇），查看具体诉求。',
    noBoundaries: (city) => `${city}没有可用的区域边界，无法绘制地图。各地区数值排名如下：`,
    noSubdistricts: (district) => `${district}内没有可用的边界，已在区级地图上标出。`,
    area: '地区',
  },
}

const SUFFIXES: Record<Language, RegExp> = {
  en: /( \w+ Ethnic)? (Subdistrict|Town|Township|Area|District)$/,
  zh: /(街道|地区|镇|乡|区)$/,
}

/** A name for the map, without the word that all its neighbours share: `Wangjing`, `望京`. */
export function shorten(name: string, language: Language): string {
  const short = name.replace(SUFFIXES[language], '')
  return [...short].length < 2 ? name : short
}
