/**
 * Formats of source times: strptime tokens, never guessed. `unix` and `unixms` stand for seconds and
 * milliseconds since 1970.
 */
const TOKENS: Record<string, { engine: string; means: string }> = {
  '%Y': { engine: '%Y', means: 'year, 4 digits' },
  '%m': { engine: '%m', means: 'month, 2 digits' },
  '%-m': { engine: '%c', means: 'month, 1 or 2 digits' },
  '%b': { engine: '%b', means: 'month, Jan to Dec' },
  '%d': { engine: '%d', means: 'day, 2 digits' },
  '%-d': { engine: '%e', means: 'day, 1 or 2 digits' },
  '%H': { engine: '%H', means: 'hour 00 to 23' },
  '%-H': { engine: '%k', means: 'hour 0 to 23' },
  '%I': { engine: '%h', means: 'hour 01 to 12' },
  '%-I': { engine: '%l', means: 'hour 1 to 12' },
  '%p': { engine: '%p', means: 'AM or PM' },
  '%M': { engine: '%i', means: 'minute, 2 digits' },
  '%S': { engine: '%s', means: 'second, 2 digits' },
  '%f': { engine: '', means: 'fraction of a second, 1 to 9 digits' },
  '%z': { engine: '', means: 'offset: Z, +08:00 or +0800' },
  '%%': { engine: '%%', means: 'a percent sign' },
}

const EPOCHS: Record<string, number> = { unix: 1, unixms: 1000 }

/** A format as the engine reads it. */
export interface TimeFormat {
  /** Units a second where the value counts since 1970; null for a format of tokens. */
  epoch: number | null
  /** Pattern of parseDateTime, without fraction and offset. */
  pattern: string
  /** The text that stands before a fraction of a second, or null where there is none. */
  fraction: boolean
  offset: boolean
}

/** A format as its tokens and the texts between them. */
export const splitTimeFormat = (format: string): string[] =>
  format.match(/%-?[A-Za-z%]|[^%]+|%/g) ?? []

/** What is wrong with a format, in one sentence; null where nothing is. */
export function checkTimeFormat(format: string): string | null {
  if (format in EPOCHS) return null
  const parts = splitTimeFormat(format)
  const wrong = parts.find((part) => part.startsWith('%') && !(part in TOKENS))
  if (wrong !== undefined) {
    return `"${wrong}" is no token of a time format: use ${Object.keys(TOKENS).join(' ')}`
  }
  const has = (...tokens: string[]) => tokens.some((token) => parts.includes(token))
  if (!has('%Y')) return 'a time format needs the year (%Y)'
  if (!has('%m', '%-m', '%b')) return 'a time format needs the month (%m, %-m or %b)'
  if (!has('%d', '%-d')) return 'a time format needs the day (%d or %-d)'
  if (has('%I', '%-I') !== has('%p')) return '%I and %-I go together with %p (AM or PM)'
  if (has('%I', '%-I') && has('%H', '%-H')) return 'a time format has one hour, not two'
  const tokens = parts.filter((part) => part in TOKENS && part !== '%%')
  const twice = tokens.find((token, i) => tokens.indexOf(token) !== i)
  if (twice !== undefined) return `${twice} stands twice in the time format`
  const fraction = parts.indexOf('%f')
  if (fraction >= 0) {
    const before = `${parts[fraction - 2] ?? ''}${parts[fraction - 1] ?? ''}`
    if (before !== '%S.' && before !== '%S,') return '%f follows the seconds: %S.%f or %S,%f'
  }
  if (has('%z') && parts.at(-1) !== '%z') return '%z stands at the end of the time format'
  return null
}

/** Compiles a checked format. */
export function compileTimeFormat(format: string): TimeFormat {
  const epoch = EPOCHS[format]
  if (epoch !== undefined) return { epoch, pattern: '', fraction: false, offset: false }
  const parts = splitTimeFormat(format)
  const fraction = parts.indexOf('%f')
  if (fraction > 0) parts.splice(fraction - 1, 2)
  const pattern = parts.map((part) => TOKENS[part]?.engine ?? part).join('')
  return { epoch: null, pattern, fraction: fraction > 0, offset: format.endsWith('%z') }
}
