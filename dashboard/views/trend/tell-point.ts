import type { Answer } from '../../../sql/model/answer.ts'
import type { Language } from '../../i18n/text.ts'
import { tellCell } from '../../marks/tell-cell.ts'
import type { Tip } from '../../marks/tip.tsx'
import { rowOf } from '../cell.ts'
import { namePeriod } from './period-names.ts'
import type { TrendPoint, TrendSeries } from './state.ts'

/** What the tip of a point says. */
export function tellPoint(
  answer: Answer,
  { grain, measure }: TrendSeries,
  point: TrendPoint,
  language: Language,
): Tip {
  const title = namePeriod(grain, point.period, language)
  return tellCell(answer, point.row ?? rowOf(point, measure), measure, title, 'lastYear')
}

/** The tip as one sentence, for whoever hears it. */
export const sayTip = ({ title, value, rows }: Tip): string =>
  [
    `${title}: ${value}`,
    ...rows.slice(0, 2).map(({ label, value: told }) => `${label} ${told}`),
  ].join('; ')
