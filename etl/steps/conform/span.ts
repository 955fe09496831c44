import { Temporal } from 'temporal-polyfill'
import type { City } from '../../../sql/model/city.ts'
import { ABSENT } from './absent.ts'
import type { Definition } from './layers.ts'
import { type Parameters, textArray } from './parameters.ts'

const startOfDay = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds / 1000

/**
 * The instants [from, to) that receipts may have, seconds since 1970. A span without end reaches one
 * day past `now`.
 */
export function boundSpan(city: City, now: Temporal.Instant): { from: number; to: number } {
  const from = startOfDay(city.span.from, city.timeZone)
  const to =
    city.span.to === null
      ? Math.ceil(now.epochMilliseconds / 1000) + 86_400
      : startOfDay(city.span.to, city.timeZone)
  return { from, to }
}

/** Says why a row cannot be a complaint: `o_reasons`, empty where it can. */
export function giveReasons(
  span: { from: number; to: number },
  parameters: Parameters,
): Definition[][] {
  const from = parameters.bind(span.from, 'Int64')
  const to = parameters.bind(span.to, 'Int64')
  const inside = `v_received_at >= ${from} AND v_received_at < ${to}`
  const reasons = [
    ['id: missing', "v_id = ''"],
    ['received_at: missing', 'NOT f_received_at'],
    ['received_at: unreadable', 'f_received_at AND isNull(v_received_at)'],
    ['received_at: outside the span', `isNotNull(v_received_at) AND NOT (${inside})`],
  ] as const
  const conditions = reasons.map(([, sql]) => `toBool(ifNull(${sql}, false))`).join(', ')
  const all = `arrayFilter((x, b) -> b, ${textArray(reasons.map(([reason]) => reason))}, [${conditions}])`
  return [
    [['accepted', `v_id != '' AND ifNull(${inside}, false)`]],
    [['o_reasons', `if(accepted, ${ABSENT.words}, CAST(${all}, 'Array(LowCardinality(String))'))`]],
  ]
}
