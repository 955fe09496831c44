import type { MeasureId } from '../../../sql/model/measures.ts'
import { numberFormat } from '../../i18n/formatters.ts'
import type { Language } from '../../i18n/text.ts'
import { FORMATS } from '../../state/model.ts'

/** Is a measure's change told in points, not as a share? */
export const isInPoints = (measure: MeasureId): boolean =>
  FORMATS[measure] === 'rate' || FORMATS[measure] === 'score'

/** A change, as `changeOf` says it, as short as it can be read: `+12.0%`, points without their unit. */
export function writeChange(
  measure: MeasureId,
  change: number,
  language: Language,
  digits: { least: 0 | 1 },
): string {
  return numberFormat(language, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits.least,
    maximumFractionDigits: 1,
    ...(isInPoints(measure) ? {} : { style: 'percent' }),
  })
    .format(change)
    .replace('-', '−')
}
