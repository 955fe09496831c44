import type { Labels } from '../../sql/model/labels.ts'
import type { Fact, FactFormat, Language } from './document.ts'

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }
const NOTHING = '–'
const MINUS = '−'
/** Rises beyond this are told in multiples: nobody pictures a rise of 915.0 %. */
const MOST_PERCENT = 2

const isSome = (written: string): boolean => /[1-9]/.test(written)

/** A number or a percentage, which may have a sign; multiples have none. */
const isPlain = (written: string): boolean => /^[\d.,]+%?$/.test(written)

/** `size`: without its sign. `signed`: with one, also where it is positive. */
export type As = 'size' | 'signed' | undefined

function formatDay(day: string, language: Language, year = true): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'UTC',
    ...(year && { year: 'numeric' }),
    month: 'long',
    day: 'numeric',
  }).format(Date.parse(day))
}

/** A local time by the city's own clocks; the offset is left aside. */
function formatTime(time: string, language: Language): string {
  const clock = time.slice(11, 16)
  const day = formatDay(time.slice(0, 10), language)
  return language === 'zh' ? `${day}${clock}` : `${clock} on ${day}`
}

const decimals = (value: number, digits: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)

function formatNumber(value: number, format: FactFormat, language: Language): string {
  switch (format) {
    case 'mean':
      return decimals(value, value < 100 ? 1 : 0, language)
    case 'change':
      if (value > MOST_PERCENT) {
        const times = decimals(value + 1, value < 99 ? 1 : 0, language)
        return language === 'zh' ? `${times}倍` : `${times} times`
      }
      return `${decimals(100 * value, 1, language)}%`
    case 'rate':
      return `${decimals(100 * value, 1, language)}%`
    case 'points':
      return decimals(100 * value, 1, language)
    case 'pValue':
      return value < 0.001 ? '<0.001' : decimals(value, 3, language)
    case 'hour':
      return `${String(value).padStart(2, '0')}:00`
    case 'number':
      return String(value)
    default:
      return decimals(value, 0, language)
  }
}

function formatValue(value: Fact['value'], format: FactFormat, language: Language): string {
  if (value === null) return NOTHING
  if (typeof value === 'string') {
    return format === 'time'
      ? formatTime(value, language)
      : formatDay(value, language, format === 'day')
  }
  const rounded = formatNumber(Math.abs(value), format, language)
  return value < 0 && isSome(rounded) ? `${MINUS}${rounded}` : rounded
}

/** A value as people read it, in each language; what the data cannot say is a dash. */
export const writeValue = (value: Fact['value'], format: FactFormat): Labels => ({
  en: formatValue(value, format, 'en'),
  zh: formatValue(value, format, 'zh'),
})

/** Whether a change is so great a rise that it is written as how many times as many. */
export const isManifold = ({ value, format }: Fact): boolean =>
  format === 'change' && typeof value === 'number' && value > MOST_PERCENT

/** A fact as a piece of prose or a cell of a table writes it. */
export function formatFact({ value, text }: Fact, language: Language, as?: As): string {
  const written = text[language]
  if (as === 'size') return written.replace(MINUS, '')
  const rises = typeof value === 'number' && value > 0 && isSome(written) && isPlain(written)
  return as === 'signed' && rises ? `+${written}` : written
}

/** Whether a change is written as nothing: a rise of 0.0 % is none. */
export const isNothing = ({ text }: Fact): boolean => !isSome(text.en)
