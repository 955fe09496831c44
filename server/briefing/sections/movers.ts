import type { Chart, Fact, Piece, Prose, Section, Table } from '../document.ts'
import type { Mover, MoversFacts } from '../facts/movers.ts'
import { numberOf } from '../notebook.ts'
import { list, say } from '../prose.ts'
import type { MoverDimension } from '../questions.ts'
import { changeEn, changeZh } from '../wording.ts'

const TITLE = { en: 'What moved most', zh: '变化最明显的领域与区域' }

const TITLES: Record<MoverDimension, Table['title']> = {
  category1: { en: 'Categories', zh: '一级分类' },
  category2: { en: 'Subcategories', zh: '二级分类' },
  district: { en: 'Districts', zh: '区' },
  subdistrict: { en: 'Subdistricts', zh: '街道乡镇' },
}

function tableOf(dimension: MoverDimension, movers: readonly Mover[]): Table {
  return {
    id: `moved-${dimension}`,
    title: TITLES[dimension],
    columns: [
      { names: TITLES[dimension], numeric: false },
      { names: { en: 'Received', zh: '受理' }, numeric: true },
      { names: { en: 'Expected', zh: '常态值' }, numeric: true },
      { names: { en: 'Change', zh: '变化' }, numeric: true },
      { names: { en: 'Adjusted p', zh: '校正后p值' }, numeric: true },
    ],
    rows: movers.map(({ name, observed, expected, change, adjusted }): Piece[] => [
      { name },
      { fact: observed.id },
      { fact: expected.id },
      change ? { fact: change.id, as: 'signed' } : '–',
      { fact: adjusted.id },
    ]),
  }
}

const tellEn = ({ name, observed, expected, change }: Mover): Prose =>
  change
    ? say`${name} (${observed}, ${changeEn(change)} the expected ${expected})`
    : say`${name} (${observed}, where none is usual)`
const tellZh = ({ name, observed, expected, change }: Mover): Prose =>
  change
    ? say`${name}（${observed}件，较常态值${expected}件${changeZh(change)}）`
    : say`${name}（${observed}件，以往同日没有）`

/** The lower level tells more; the upper one speaks where the lower has nothing. */
const finest = (lower: readonly Mover[], upper: readonly Mover[]): readonly Mover[] =>
  lower.length > 0 ? lower : upper

function sentences(
  what: { en: string; zh: string },
  movers: readonly Mover[],
): { en: Prose; zh: Prose } {
  const up = movers.filter((one) => one.up).slice(0, 3)
  const down = movers.filter((one) => !one.up).slice(0, 3)
  if (movers.length === 0) {
    return {
      en: [`No ${what.en} moved beyond chance. `],
      zh: [`${what.zh}的变化均未超出偶然波动。`],
    }
  }
  const en: Prose[] = []
  const zh: Prose[] = []
  if (up.length > 0) {
    en.push(say`above expectation: ${list(up.map(tellEn), ', ')}`)
    zh.push(say`明显偏多的有${list(up.map(tellZh), '、')}`)
  }
  if (down.length > 0) {
    en.push(say`below expectation: ${list(down.map(tellEn), ', ')}`)
    zh.push(say`明显偏少的有${list(down.map(tellZh), '、')}`)
  }
  const title = `${what.en.charAt(0).toUpperCase()}${what.en.slice(1)}`
  return {
    en: [title, ' ', ...list(en, '; '), '. '],
    zh: [what.zh, '中，', ...list(zh, '；'), '。'],
  }
}

const METHOD = {
  en: (facts: MoversFacts) =>
    say`Each of ${facts.candidates} members is judged by the mean of its own count on the same weekday of the eight weeks before, allowing for how much counts vary from week to week; p is adjusted for the number of tests (Benjamini and Hochberg). Days on which the whole city was far from usual are left out of the weeks before; no other holidays or seasons are allowed for. A category and its subcategories, a district and its subdistricts are judged each on its own: where both are listed, they may tell of the same complaints.`,
  zh: (facts: MoversFacts) =>
    say`口径：对${facts.candidates}个分类和区域逐一检验，以各自前八周同一星期几的均值为常态值，并计入逐周波动幅度；p值按检验个数校正（Benjamini-Hochberg 法）。前八周中全市明显异常的日子不计入；除此之外未考虑节假日和季节因素。上下级分类、上下级区域分别检验，同时列出的可能反映同一批诉求。`,
}

/**
 * What moved beyond chance, in both directions; null where nothing was received.
 * @param whole whether the data cover the day
 */
export function writeMovers(
  facts: MoversFacts | null,
  received: Fact,
  whole: boolean,
  charts: Chart[],
): Section | null {
  if (!numberOf(received)) return null
  const empty = { id: 'movers', title: TITLE, charts: [], tables: [] }
  if (!whole) {
    const en = say`The day is not complete in the data, so what moved is not judged.`
    const zh = say`当日数据不完整，不作判断。`
    return { ...empty, paragraphs: [{ en, zh }] }
  }
  if (!facts) {
    const en = say`Too few of the weeks before have data to judge what moved.`
    const zh = say`以往可比的周数不足，不作判断。`
    return { ...empty, paragraphs: [{ en, zh }] }
  }
  const { category1, category2, district, subdistrict } = facts.moved
  const all = Object.values(facts.moved).flat()
  const method = { en: METHOD.en(facts), zh: METHOD.zh(facts) }
  if (all.length === 0) {
    const en = say`Nothing moved beyond chance: no category and no area.`
    const zh = say`各分类、各区域的变化均未超出偶然波动。`
    return { ...empty, paragraphs: [{ en, zh }, method] }
  }
  const categories = sentences(
    category2.length > 0
      ? { en: 'subcategories', zh: '二级分类' }
      : { en: 'categories', zh: '一级分类' },
    finest(category2, category1),
  )
  const areas = sentences(
    subdistrict.length > 0
      ? { en: 'subdistricts', zh: '街道乡镇' }
      : { en: 'districts', zh: '各区' },
    finest(subdistrict, district),
  )
  return {
    id: 'movers',
    title: TITLE,
    paragraphs: [categories, areas, method],
    charts,
    tables: (['category2', 'category1', 'subdistrict', 'district'] as const)
      .filter((dimension) => facts.moved[dimension].length > 0)
      .map((dimension) => tableOf(dimension, facts.moved[dimension])),
  }
}
