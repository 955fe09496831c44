import type { MeasureId } from '../../sql/model/measures.ts'
import { FORMATS } from '../state/model.ts'
import { numberFormat } from './formatters.ts'
import type { Language } from './text.ts'

const NONE = '–'

type Options = Intl.NumberFormatOptions

const write = (value: number, language: Language, options: Options) =>
  numberFormat(language, options).format(value).replace('-', '−')

const fixed = (digits: number): Options => ({
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
})

const HOURS: Record<Language, string> = { en: ' h', zh: ' 小时' }
/** From here on a change is said as how many times as much it is: `+1,892.7%` cannot be grasped. */
const TENFOLD = 9
const times = (ratio: number, language: Language): string => {
  const written = write(ratio, language, fixed(ratio < 100 ? 1 : 0))
  return language === 'zh' ? `${written}倍` : `×${written}`
}

const POINTS: Record<Language, string> = { en: ' pp', zh: ' 个百分点' }

/** A value of a measure with its unit (`12,345`, `96.4%`, `27.4 h`); `–` where there is none. */
export function formatMeasure(
  measure: MeasureId,
  value: number | null | undefined,
  language: Language,
): string {
  if (value === null || value === undefined) return NONE
  switch (FORMATS[measure]) {
    case 'count':
      return write(value, language, { maximumFractionDigits: 0 })
    case 'rate':
      return write(value, language, { style: 'percent', ...fixed(1) })
    case 'hours':
      return write(value, language, fixed(value < 100 ? 1 : 0)) + HOURS[language]
    case 'perThousand':
      return write(value, language, fixed(value < 10 ? 2 : 1))
    case 'score':
      return write(value, language, fixed(1))
  }
}

/** A value for an axis or a narrow cell, as short as it can be read: `12K`, `1.2万`, `96%`. */
export function formatShort(
  measure: MeasureId,
  value: number | null | undefined,
  language: Language,
): string {
  if (value === null || value === undefined) return NONE
  switch (FORMATS[measure]) {
    case 'count':
      // Chinese has no short word below 10,000: rounded there, a count would only seem exact.
      if (language === 'zh' && value < 10_000) return formatMeasure(measure, value, language)
      return write(value, language, { notation: 'compact', maximumSignificantDigits: 3 })
    case 'rate':
      return write(value, language, { style: 'percent', maximumFractionDigits: 1 })
    default:
      return write(value, language, { maximumSignificantDigits: 3 })
  }
}

/**
 * How far a value is from the one that it is compared with: rates in percentage points and scores in
 * points (as they are shown), all else as a share of the other; null where either side is missing or
 * there is nothing to divide by.
 */
export function changeOf(
  measure: MeasureId,
  value: number | null | undefined,
  compare: number | null | undefined,
): number | null {
  if (value === null || value === undefined || compare === null || compare === undefined) {
    return null
  }
  const format = FORMATS[measure]
  if (format === 'rate') return 100 * (value - compare)
  if (format === 'score') return value - compare
  return compare === 0 ? null : value / compare - 1
}

/** The change with its sign: `+3.1%` of a count, `×19.9` of one that grew tenfold and more, `−0.4 pp` of a rate; `–` where it cannot be said. */
export function formatChange(
  measure: MeasureId,
  value: number | null | undefined,
  compare: number | null | undefined,
  language: Language,
): string {
  const change = changeOf(measure, value, compare)
  if (change === null) return NONE
  const signed: Options = { ...fixed(1), signDisplay: 'exceptZero' }
  const format = FORMATS[measure]
  if (format === 'rate') return write(change, language, signed) + POINTS[language]
  if (format === 'score') return write(change, language, signed)
  if (change >= TENFOLD) return times(change + 1, language)
  return write(change, language, { ...signed, style: 'percent' })
}
