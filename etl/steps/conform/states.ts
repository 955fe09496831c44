import type { FieldId } from '../../cities/mapping.ts'
import { ABSENT } from './absent.ts'
import type { Fields } from './fields.ts'
import type { Definition } from './layers.ts'

/**
 * What has happened to a complaint, by times or by flags; null where the source does not tell.
 */
export function settleStates(fields: Fields): Definition[][] {
  const time = (field: FieldId) => (fields.columns.has(field) ? `a_${field}` : null)
  const flag = (field: FieldId) => fields.columns.get(field) ?? null
  const happened = (at: string | null, flagged: string | null): string | null => {
    if (at === null) return flagged
    return flagged === null ? `isNotNull(${at})` : `if(isNotNull(${at}), true, ${flagged})`
  }
  const handling = flag('handling')
  const handled =
    handling === null
      ? null
      : `multiIf(${handling} = 'dispatched', true, ${handling} = 'direct', false, NULL)`
  const told = happened(time('dispatched_at'), flag('dispatched'))
  const dispatched =
    handling === null || told === null
      ? (told ?? handled)
      : `if(${handling} = 'dispatched', true, ${told})`
  const closed = happened(time('closed_at'), flag('closed'))
  const due = time('due_at')
  const compared = due !== null && time('closed_at') !== null ? `(a_closed_at <= a_due_at)` : null
  const flagged = flag('on_time')
  const punctual = [compared, flagged].filter((sql) => sql !== null)
  const onTime = punctual.length === 0 ? null : `coalesce(${punctual.join(', ')})`
  const state = (sql: string | null) =>
    sql === null ? ABSENT.truth : `CAST(${sql}, 'Nullable(Bool)')`
  return [
    [
      ['o_dispatched', state(dispatched)],
      ['o_responded', state(happened(time('responded_at'), flag('responded')))],
      ['o_closed', state(closed)],
      ['o_has_due', state(due === null ? null : `isNotNull(${due})`)],
      ['o_resolved', state(flag('resolved'))],
      ['o_satisfied', state(flag('satisfied'))],
    ],
    [['o_on_time', state(onTime === null ? null : `if(ifNull(o_closed, true), ${onTime}, NULL)`)]],
  ]
}
