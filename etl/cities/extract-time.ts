import { basename } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { SourceMapping } from './mapping.ts'
import { splitTimeFormat } from './time-format.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** What a token of a format looks like, and the group that holds it. */
const PATTERNS: Record<string, string> = {
  '%Y': '(?<year>\\d{4})',
  '%m': '(?<month>\\d{2})',
  '%-m': '(?<month>\\d{1,2})',
  '%b': '(?<name>[A-Za-z]{3})',
  '%d': '(?<day>\\d{2})',
  '%-d': '(?<day>\\d{1,2})',
  '%H': '(?<hour>\\d{2})',
  '%-H': '(?<hour>\\d{1,2})',
  '%I': '(?<hour>\\d{2})',
  '%-I': '(?<hour>\\d{1,2})',
  '%p': '(?<half>[AaPp][Mm])',
  '%M': '(?<minute>\\d{2})',
  '%S': '(?<second>\\d{2})',
  '%f': '\\d{1,9}',
  '%z': '(?<offset>Z|[+-]\\d{2}:?\\d{2})',
  '%%': '%',
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function readTokens(format: string, text: string, timeZone: string): number | null {
  const pattern = splitTimeFormat(format).map((part) => PATTERNS[part] ?? escapePattern(part))
  const found = new RegExp(pattern.join('')).exec(text)?.groups
  if (!found) return null
  const number = (group: string): number => Number(found[group] ?? 0)
  const named = MONTHS.indexOf((found.name ?? '').toLowerCase()) + 1
  const half = found.half?.toLowerCase()
  const hour =
    half === undefined ? number('hour') : (number('hour') % 12) + (half === 'pm' ? 12 : 0)
  try {
    const wall = Temporal.PlainDateTime.from(
      {
        year: number('year'),
        month: found.name === undefined ? number('month') : named,
        day: number('day'),
        hour,
        minute: number('minute'),
        second: number('second'),
      },
      { overflow: 'reject' },
    )
    const zone = found.offset === 'Z' ? 'UTC' : (found.offset ?? timeZone)
    return Math.floor(wall.toZonedDateTime(zone).epochMilliseconds / 1000)
  } catch {
    return null
  }
}

/**
 * The extract time that a file's name declares, seconds since 1970; null where the mapping does not
 * look there, or the name has none.
 */
export function readExtractTime(source: SourceMapping, path: string): number | null {
  if (source.extractedAt?.from !== 'fileName') return null
  return readTokens(source.extractedAt.format, basename(path), source.timeZone)
}
