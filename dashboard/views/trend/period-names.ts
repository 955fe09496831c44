import { formatDays } from '../../i18n/format.ts'
import { dateFormat } from '../../i18n/formatters.ts'
import type { Language } from '../../i18n/text.ts'
import { dayAfter, type TrendGrain } from './periods.ts'

type Options = Intl.DateTimeFormatOptions

const write = (period: string, language: Language, options: Options) =>
  dateFormat(language, { timeZone: 'UTC', ...options }).format(
    new Date(period.length === 10 ? period : `${period}:00Z`),
  )

const month = (language: Language) => (language === 'zh' ? 'long' : 'short')

const quarterOf = (period: string): number => Math.ceil(Number(period.slice(5, 7)) / 3)

/** A period in full: `Tue, 2 Jun 2026`, `1–7 Jun 2026`, `June 2026`. */
export function namePeriod(grain: TrendGrain, period: string, language: Language): string {
  switch (grain) {
    case 'hour': {
      const day = write(period, language, {
        month: month(language),
        day: 'numeric',
        weekday: 'short',
      })
      const hour = Number(period.slice(11, 13))
      return `${day} ${hour}:00–${hour + 1}:00`
    }
    case 'day':
      return write(period, language, {
        year: 'numeric',
        month: month(language),
        day: 'numeric',
        weekday: 'short',
      })
    case 'week':
      return formatDays(period, dayAfter(grain, period), language)
    case 'month':
      return write(period, language, { year: 'numeric', month: 'long' })
    case 'quarter': {
      const year = period.slice(0, 4)
      const quarter = quarterOf(period)
      return language === 'zh' ? `${year}年第${quarter}季度` : `Q${quarter} ${year}`
    }
  }
}

/** A period on an axis, as short as it can be told from its neighbours. */
export function nameTick(
  grain: TrendGrain,
  period: string,
  isFirst: boolean,
  language: Language,
): string {
  const day: Options = { month: month(language), day: 'numeric' }
  switch (grain) {
    case 'hour':
      return period.endsWith('T00:00') ? write(period, language, day) : period.slice(11)
    case 'day':
    case 'week':
      return write(period, language, day)
    case 'month':
      return isFirst || period.slice(5, 7) === '01'
        ? write(period, language, { year: 'numeric', month: month(language) })
        : write(period, language, { month: month(language) })
    case 'quarter':
      return `${period.slice(0, 4)} Q${quarterOf(period)}`
  }
}
