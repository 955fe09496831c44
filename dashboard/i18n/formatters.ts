import type { Language } from './text.ts'

export const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }

/** Making a formatter takes far longer than writing with it: each is made once. */
function once<Formatter, Options>(make: (locale: string, options: Options) => Formatter) {
  const made = new Map<string, Formatter>()
  return (language: Language, options: Options): Formatter => {
    const key = language + JSON.stringify(options)
    const known = made.get(key)
    if (known) return known
    const formatter = make(LOCALES[language], options)
    made.set(key, formatter)
    return formatter
  }
}

export const numberFormat = once(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)

export const dateFormat = once(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)
