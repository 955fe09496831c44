import { formatCount } from '../../i18n/format.ts'
import { dateFormat, numberFormat } from '../../i18n/formatters.ts'
import type { Language } from '../../i18n/text.ts'

/** What was expected, to a tenth below ten: `8.4`, `180`. */
export const writeExpected = (expected: number, language: Language): string =>
  numberFormat(language, { maximumFractionDigits: expected < 10 ? 1 : 0 }).format(expected)

/** How many times as many, to a tenth below ten: `2.3`, `14`. */
export const writeRatio = (ratio: number, language: Language): string =>
  numberFormat(language, { maximumFractionDigits: ratio < 10 ? 1 : 0 }).format(ratio)

/** A day without its year where that is the year of another day: `17 Sep`, `17 Sep 2024`. */
export function writeDay(day: string, beside: string, language: Language): string {
  const isSameYear = day.slice(0, 4) === beside.slice(0, 4)
  return dateFormat(language, {
    timeZone: 'UTC',
    ...(isSameYear ? {} : { year: 'numeric' }),
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(Date.parse(day))
}

/** A probability as it is written: its digits, and the power of ten that they are times; null: none. */
export interface WrittenProbability {
  digits: string
  power: number | null
}

const LEAST = 1e-15

/** A probability to two digits: `= 0.012`, `= 2.5 × 10⁻⁵`; below 10⁻¹⁵ it says no more than that. */
export function writeProbability(value: number, language: Language): WrittenProbability {
  if (value < LEAST) return { digits: '< 10', power: -15 }
  if (value >= 0.001) {
    const digits = numberFormat(language, { maximumSignificantDigits: 2 }).format(value)
    return { digits: `= ${digits}`, power: null }
  }
  const [digits, power] = value.toExponential(1).split('e')
  return { digits: `= ${digits} × 10`, power: Number(power) }
}

const MOST_RARE = 1_000_000

/** How many times chance takes to bring it once, to two digits; null where that is beyond a million. */
export function writeOnceIn(pValue: number, language: Language): string | null {
  if (pValue * MOST_RARE < 1) return null
  return numberFormat(language, { maximumSignificantDigits: 2 }).format(1 / pValue)
}

export const A_MILLION = (language: Language): string => formatCount(MOST_RARE, language)

const LEAST_SHARE = 0.001

/** A share in per cent, to a tenth: `3%`, `0.4%`; `null` below that. */
export function writeShare(share: number, language: Language): string | null {
  if (share < LEAST_SHARE) return null
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share)
}

export const LEAST_SHARE_WRITTEN = (language: Language): string =>
  numberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(LEAST_SHARE)
