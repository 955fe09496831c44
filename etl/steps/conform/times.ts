import type { ColumnExpression, SourceMapping } from '../../cities/mapping.ts'
import { compileTimeFormat, type TimeFormat } from '../../cities/time-format.ts'
import { isNativeTime, type ReadColumn } from './columns.ts'
import type { Definition } from './layers.ts'
import { numberArray, type Parameters } from './parameters.ts'
import { type Columns, columnNamed } from './texts.ts'
import { readWallOffsets } from './zone.ts'

/** Seconds of wall time from which on years are out of range: 2106-01-01. */
const END_OF_TIME = 4_291_747_200

/** A format applied to a text: Nullable(Int64) in units a second. */
interface Reading {
  sql: string
  /** Seconds that the text itself is ahead of UTC; null where the zone tells. */
  ahead: string | null
}

const OFFSET = "extract(%, '(Z|[+-][0-9]{2}:?[0-9]{2})$')"

function readFormat(
  text: string,
  format: TimeFormat,
  unit: number,
  parameters: Parameters,
): Reading {
  if (format.epoch !== null) {
    const value = `if(length(${text}) > 14, NULL, toInt64OrNull(${text}))`
    const scaled =
      unit >= format.epoch
        ? `${value} * ${unit / format.epoch}`
        : `intDiv(${value}, ${format.epoch / unit})`
    return { sql: scaled, ahead: '0' }
  }
  const pattern = parameters.bind(format.pattern, 'String')
  const zone = OFFSET.replace('%', text)
  let body = format.offset ? `substring(${text}, 1, length(${text}) - length(${zone}))` : text
  const fraction = `extract(${body}, '[0-9][0-9][.,]([0-9]{1,9})')`
  const whole = `replaceRegexpOne(${body}, '([0-9][0-9])[.,][0-9]{1,9}', '\\\\1')`
  const hasFraction = format.fraction
  if (hasFraction) body = `if(${fraction} = '', '', ${whole})`
  const seconds = `toInt64(parseDateTimeOrNull(${body}, ${pattern}, 'UTC'))`
  const micros =
    unit === 1
      ? seconds
      : hasFraction
        ? `${seconds} * ${unit} + toInt64OrZero(substring(rightPad(${fraction}, 6, '0'), 1, 6))`
        : `${seconds} * ${unit}`
  if (!format.offset) return { sql: micros, ahead: null }
  const sign = `if(startsWith(${zone}, '-'), -1, 1)`
  const digits = `replaceAll(substring(${zone}, 2), ':', '')`
  const ahead = `${sign} * (toInt64OrZero(substring(${digits}, 1, 2)) * 3600 + toInt64OrZero(substring(${digits}, 3, 2)) * 60)`
  return { sql: `if(${zone} = '', NULL, ${micros})`, ahead }
}

/** Wall time (in units a second, as if UTC) to the instant, in the same units. */
function toInstant(wall: string, timeZone: string, unit: number): string {
  const steps = readWallOffsets(timeZone)
  const offset = (steps[0]?.offset ?? 0) * unit
  if (steps.length === 1) return offset === 0 ? wall : `${wall} - ${offset}`
  const from = numberArray(
    steps.map((s) => s.from),
    'Int64',
  )
  const to = numberArray(
    steps.map((s) => s.offset * unit),
    'Int64',
  )
  const seconds = unit === 1 ? `ifNull(${wall}, 0)` : `intDiv(ifNull(${wall}, 0), ${unit})`
  return `${wall} - transform(roundDown(${seconds}, ${from}), ${from}, ${to})`
}

export interface TimeSteps {
  /** Wall times, one a column and format: Nullable(Int64). */
  walls: Definition[]
  /** Over the walls: the instant, Nullable(Int64), in units a second. */
  instant: string
  /** Whether there is something, be it a time or not; over the columns. */
  filled: string
}

function readColumnTime(
  name: string,
  column: ReadColumn,
  formats: readonly string[],
  zone: string,
  parameters: Parameters,
  unit: number,
): TimeSteps {
  const last = readWallOffsets(zone).at(-1)?.offset ?? 0
  const within = (instant: string, end: number): string =>
    `if(${instant} >= 0 AND ${instant} < ${end * unit}, ${instant}, NULL)`
  const alias = column.alias
  if (isNativeTime(column.reading)) {
    const micros =
      column.reading === 'day'
        ? `toInt64(${alias}) * 86400000000`
        : `toUnixTimestamp64Micro(toDateTime64(${alias}, 6, 'UTC'))`
    const sql = unit === 1 ? `intDiv(${micros}, 1000000)` : micros
    const zoned = column.reading !== 'instant'
    const instant = zoned ? toInstant(name, zone, unit) : name
    return {
      walls: [[name, sql]],
      instant: within(`(${instant})`, zoned ? END_OF_TIME - last : END_OF_TIME),
      filled: `isNotNull(${alias})`,
    }
  }
  const walls: Definition[] = []
  const instants = formats.map((format, i) => {
    const wall = `${name}_${i}`
    const reading = readFormat(alias, compileTimeFormat(format), unit, parameters)
    walls.push([wall, reading.sql])
    if (reading.ahead === null) {
      return within(`(${toInstant(wall, zone, unit)})`, END_OF_TIME - last)
    }
    return within(`(${wall} - (${reading.ahead}) * ${unit})`, END_OF_TIME)
  })
  const instant = instants.length === 1 ? (instants[0] ?? '') : `coalesce(${instants.join(', ')})`
  return { walls, instant, filled: `${alias} != ''` }
}

/**
 * Reads a time field. Times without a zone are wall times of the field's, else the source's zone.
 * @param unit 1: whole seconds, 1,000,000: microseconds
 */
export function readTime(
  field: string,
  expression: ColumnExpression,
  source: SourceMapping,
  columns: Columns,
  parameters: Parameters,
  unit: 1 | 1_000_000,
): TimeSteps {
  const zone = expression.timeZone ?? source.timeZone
  const formats = expression.times ?? source.times
  const each = expression.columns.map((name, i) =>
    readColumnTime(`w_${field}_${i}`, columnNamed(columns, name), formats, zone, parameters, unit),
  )
  const [first] = each
  if (!first || each.length === 1) return first as TimeSteps
  const cases = each.map((steps) => `${steps.filled}, ${steps.instant}`)
  return {
    walls: each.flatMap((steps) => steps.walls),
    instant: `multiIf(${cases.join(', ')}, NULL)`,
    filled: `(${each.map((steps) => steps.filled).join(' OR ')})`,
  }
}
