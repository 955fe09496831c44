import type { Tellable } from './city.ts'
import type { Labels } from './labels.ts'
import type { Addend, PartId } from './parts.ts'

export type Format = 'count' | 'rate' | 'hours' | 'perThousand' | 'score'

/**
 * How a measure is made of additive counts. The parts of a ratio are counts, so that a ratio of
 * ratios does not type-check and everything rolls up by summing.
 */
export type Formula =
  /** Null where no complaint of the row is `told`, though there are complaints. */
  | { kind: 'count'; of: Addend; told: PartId | null }
  | { kind: 'ratio'; numerator: Addend; denominator: readonly Addend[] }
  | { kind: 'median' }
  | { kind: 'backlog' }
  | { kind: 'perResidents' }
  | { kind: 'score'; rates: Record<'response' | 'resolution' | 'satisfaction', RatioParts> }

interface RatioParts {
  numerator: PartId
  denominator: PartId
}

/** A number that can be asked for (DESIGN 5.5). */
export interface Measure {
  names: Labels
  description: Labels
  format: Format
  /** Is more better? 0: neither. */
  polarity: 1 | -1 | 0
  /** Days after which a cohort's value has settled; null where it is not said with the value. */
  maturityDays: number | null
  formula: Formula
  /** Fields that a source must tell for its complaints to count. */
  needs: readonly Tellable[]
}

const labels = (en: string, zh: string): Labels => ({ en, zh })

export const MEASURES = {
  complaints: {
    names: labels('Complaints', '诉求量'),
    description: labels('Complaints in the period.', '期内诉求件数。'),
    format: 'count',
    polarity: -1,
    maturityDays: null,
    formula: { kind: 'count', of: 'complaints', told: null },
    needs: [],
  },
  openComplaints: {
    names: labels('Open complaints', '未办结量'),
    description: labels(
      'Complaints of the period that are not closed, as known now.',
      '期内诉求中至今未办结的件数。',
    ),
    format: 'count',
    polarity: -1,
    maturityDays: null,
    formula: { kind: 'count', of: 'open', told: 'closing_told' },
    needs: ['closed'],
  },
  overdueComplaints: {
    names: labels('Overdue complaints', '超期未办结量'),
    description: labels(
      'Complaints of the period that are not closed and were due at or before the cut-off of the data.',
      '期内诉求中至数据截止时已到期仍未办结的件数。',
    ),
    format: 'count',
    polarity: -1,
    maturityDays: null,
    formula: { kind: 'count', of: 'overdue', told: 'due_told' },
    needs: ['closed', 'due_at'],
  },
  backlog: {
    names: labels('Backlog', '期末积压量'),
    description: labels(
      'Complaints open at the end of the period, whenever they were received.',
      '期末尚未办结的全部诉求件数，不论何时受理。',
    ),
    format: 'count',
    polarity: -1,
    maturityDays: null,
    formula: { kind: 'backlog' },
    needs: ['closed', 'closed_at'],
  },
  responseRate: {
    names: labels('Response rate', '响应率'),
    description: labels(
      'Responded of the dispatched; of all, where the source does not tell what was dispatched.',
      '已响应件数占派单件数的比例；来源未说明派单时以全部诉求为分母。',
    ),
    format: 'rate',
    polarity: 1,
    maturityDays: 7,
    formula: { kind: 'ratio', numerator: 'responded', denominator: ['response_told'] },
    needs: ['responded'],
  },
  resolutionRate: {
    names: labels('Resolution rate', '解决率'),
    description: labels(
      'Resolved of those of which it is known whether they were resolved.',
      '已解决件数占已知是否解决的件数的比例。',
    ),
    format: 'rate',
    polarity: 1,
    maturityDays: 30,
    formula: { kind: 'ratio', numerator: 'resolved', denominator: ['resolution_told'] },
    needs: ['resolved'],
  },
  satisfactionRate: {
    names: labels('Satisfaction rate', '满意率'),
    description: labels(
      'Satisfied of those that said whether they were satisfied.',
      '满意件数占已评价件数的比例。',
    ),
    format: 'rate',
    polarity: 1,
    maturityDays: 30,
    formula: { kind: 'ratio', numerator: 'satisfied', denominator: ['satisfaction_told'] },
    needs: ['satisfied'],
  },
  onTimeRate: {
    names: labels('On-time rate', '按时办结率'),
    description: labels(
      'Closed by the due time, of those with a due time that are closed or were due at the cut-off of the data.',
      '在时限内办结的件数，占有时限且已办结或至数据截止时已到期的件数的比例。',
    ),
    format: 'rate',
    polarity: 1,
    maturityDays: 30,
    formula: { kind: 'ratio', numerator: 'on_time', denominator: ['on_time_told', 'overdue'] },
    needs: ['on_time'],
  },
  hoursToClose: {
    names: labels('Hours to close', '办结时长'),
    description: labels(
      'Median hours from receipt to closing, over the closed.',
      '已办结诉求从受理到办结的小时数中位数。',
    ),
    format: 'hours',
    polarity: -1,
    maturityDays: 30,
    formula: { kind: 'median' },
    needs: ['closed', 'closed_at'],
  },
  repeatRate: {
    names: labels('Repeat rate', '重复诉求率'),
    description: labels(
      'Complaints whose requester had complained of the same subcategory in the 90 days before, of those with a known requester.',
      '同一诉求人在此前九十天内就同一二级分类有过诉求的件数，占诉求人可识别的件数的比例。',
    ),
    format: 'rate',
    polarity: -1,
    maturityDays: 0,
    formula: { kind: 'ratio', numerator: 'repeated', denominator: ['requester_told'] },
    needs: ['requester_key'],
  },
  perThousandResidents: {
    names: labels('Complaints per 1,000 residents', '每千人诉求量'),
    description: labels(
      'Complaints per 1,000 residents of the area, else of the filtered areas, else of the city; not annualised.',
      '每千名常住人口的诉求件数，依次取本区域、所筛选区域或全市人口；未年化。',
    ),
    format: 'perThousand',
    polarity: -1,
    maturityDays: null,
    formula: { kind: 'perResidents' },
    needs: [],
  },
  score: {
    names: labels('Score', '综合得分'),
    description: labels(
      '100 times the weighted sum of the response, resolution and satisfaction rates, by the weights that held in the period.',
      '响应率、解决率、满意率按当期权重加权之和，乘以一百。',
    ),
    format: 'score',
    polarity: 1,
    maturityDays: 30,
    formula: {
      kind: 'score',
      rates: {
        response: { numerator: 'responded', denominator: 'response_told' },
        resolution: { numerator: 'resolved', denominator: 'resolution_told' },
        satisfaction: { numerator: 'satisfied', denominator: 'satisfaction_told' },
      },
    },
    needs: ['responded', 'resolved', 'satisfied'],
  },
} as const satisfies Record<string, Measure>

export type MeasureId = keyof typeof MEASURES

/** The measure's definition, without the narrow type of its literal. */
export const measureOf = (id: MeasureId): Measure => MEASURES[id]
