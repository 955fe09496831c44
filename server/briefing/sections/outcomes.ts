import type { Labels } from '../../../sql/model/labels.ts'
import { MEASURES } from '../../../sql/model/measures.ts'
import type { Paragraph, Piece, Prose, Section, Table } from '../document.ts'
import type { DistrictRate, Outcome } from '../facts/outcomes.ts'
import { isNothing } from '../format.ts'
import { numberOf } from '../notebook.ts'
import { list, say } from '../prose.ts'
import { RATES, type RateId } from '../questions.ts'
import { pointsEn, pointsZh } from '../wording.ts'

/** A difference that chance alone would make more often than this is told as chance. */
const LEVEL = 0.05

const isChance = ({ pValue }: Outcome): boolean => (numberOf(pValue) ?? 1) > LEVEL

const named = (measure: RateId): Labels => MEASURES[measure].names

function tell(outcome: Outcome): Paragraph {
  const { measure, first, last, rate, n, before, beforeN, points } = outcome
  const names = named(measure)
  const compared = numberOf(before) !== null
  const chance = isChance(outcome) && !isNothing(points)
  return {
    en: say`${[names.en]} ${rate} of ${n} (received ${first} to ${last})${
      compared
        ? say`, ${pointsEn(points)} on the seven days before (${before} of ${beforeN})${[chance ? ', within chance' : '']}`
        : []
    }.`,
    zh: say`${first}至${last}受理的诉求，${[names.zh]}为${rate}（${n}件）${
      compared
        ? say`，较前七日（${before}，${beforeN}件）${pointsZh(points)}${[chance ? '，属偶然波动' : '']}`
        : []
    }。`,
  }
}

const tellDistrict = ({ name, rate, n }: DistrictRate): { en: Prose; zh: Prose } => ({
  en: say`${name} (${rate} of ${n})`,
  zh: say`${name}（${rate}，${n}件）`,
})

function tellDistricts({ measure, best, worst }: Outcome): Paragraph | null {
  if (best.length + worst.length === 0) return null
  const names = named(measure)
  const told = (districts: DistrictRate[], language: 'en' | 'zh', between: string) =>
    list(
      districts.map((district) => tellDistrict(district)[language]),
      between,
    )
  const en: Prose[] = []
  const zh: Prose[] = []
  if (best.length > 0) {
    en.push(say`above the rest: ${told(best, 'en', ', ')}`)
    zh.push(say`明显高于其他各区的有${told(best, 'zh', '、')}`)
  }
  if (worst.length > 0) {
    en.push(say`below the rest: ${told(worst, 'en', ', ')}`)
    zh.push(say`明显低于其他各区的有${told(worst, 'zh', '、')}`)
  }
  return {
    en: [names.en, ' by district, beyond chance: ', ...list(en, '; '), '.'],
    zh: ['分区看', names.zh, '，', ...list(zh, '；'), '。'],
  }
}

function ratesTable(outcomes: readonly Outcome[]): Table {
  return {
    id: 'rates',
    title: { en: 'Rates of the latest settled seven days', zh: '最近七个已成熟日的三率情况' },
    columns: [
      { names: { en: 'Rate', zh: '指标' }, numeric: false },
      { names: { en: 'Value', zh: '数值' }, numeric: true },
      { names: { en: 'Of', zh: '基数' }, numeric: true },
      { names: { en: 'Seven days before', zh: '前七日' }, numeric: true },
      { names: { en: 'Of', zh: '基数' }, numeric: true },
      { names: { en: 'Points', zh: '变化（百分点）' }, numeric: true },
      { names: { en: 'p', zh: 'p值' }, numeric: true },
    ],
    rows: outcomes.map(({ measure, rate, n, before, beforeN, points, pValue }) => [
      named(measure),
      { fact: rate.id },
      { fact: n.id },
      { fact: before.id },
      { fact: beforeN.id },
      { fact: points.id, as: 'signed' },
      { fact: pValue.id },
    ]),
  }
}

function districtsTable(outcomes: readonly Outcome[]): Table {
  const rows = outcomes.flatMap(({ measure, best, worst }) =>
    [...best, ...worst.toReversed()].map(({ name, rate, n, low, high }): (Piece | Labels)[] => [
      named(measure),
      { name },
      { fact: rate.id },
      { fact: n.id },
      { fact: low.id },
      { fact: high.id },
    ]),
  )
  return {
    id: 'districts',
    title: {
      en: 'Districts apart from the rest of the city beyond chance, with Wilson intervals',
      zh: '与全市其他区差异超出偶然波动的区（附威尔逊区间）',
    },
    columns: [
      { names: { en: 'Rate', zh: '指标' }, numeric: false },
      { names: { en: 'District', zh: '区' }, numeric: false },
      { names: { en: 'Value', zh: '数值' }, numeric: true },
      { names: { en: 'Of', zh: '基数' }, numeric: true },
      { names: { en: 'From', zh: '下限' }, numeric: true },
      { names: { en: 'To', zh: '上限' }, numeric: true },
    ],
    rows,
  }
}

/** Rates that have no cohort yet that has settled. */
function lacking(outcomes: readonly Outcome[]): Paragraph | null {
  const told = new Set(outcomes.map(({ measure }) => measure))
  const missing = RATES.filter((rate) => !told.has(rate)).map(named)
  if (missing.length === 0) return null
  return {
    en: [`Not told, as no seven days have settled: ${missing.map(({ en }) => en).join(', ')}.`],
    zh: [`尚无已成熟的七日数据，不作通报：${missing.map(({ zh }) => zh).join('、')}。`],
  }
}

/** Response, resolution and satisfaction of the latest cohorts that have settled; null: no source tells them. */
export function writeOutcomes(outcomes: readonly Outcome[]): Section | null {
  if (outcomes.length === 0) return null
  const districts = districtsTable(outcomes)
  return {
    id: 'outcomes',
    title: { en: 'Response, resolution, satisfaction', zh: '响应、解决与满意情况' },
    paragraphs: [...outcomes.map(tell), ...outcomes.map(tellDistricts), lacking(outcomes)].filter(
      (paragraph) => paragraph !== null,
    ),
    charts: [],
    tables: [ratesTable(outcomes), ...(districts.rows.length > 0 ? [districts] : [])],
  }
}
