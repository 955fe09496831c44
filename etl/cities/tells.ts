import type { Tellable } from '../../sql/model/city.ts'
import type { FieldId, SourceMapping } from './mapping.ts'

/** What a source tells of its complaints, and so which measures it can serve. */
export function listTells(source: Pick<SourceMapping, 'fields'>): Tellable[] {
  const has = (...fields: FieldId[]) => fields.some((field) => field in source.fields)
  const told: Record<Tellable, boolean> = {
    updated_at: has('updated_at'),
    due_at: has('due_at'),
    dispatched: has('dispatched', 'dispatched_at', 'handling'),
    responded: has('responded', 'responded_at'),
    closed: has('closed', 'closed_at'),
    closed_at: has('closed_at'),
    rated_at: has('rated_at'),
    on_time: has('on_time') || (has('closed_at') && has('due_at')),
    resolved: has('resolved'),
    satisfied: has('satisfied'),
    requester_key: has('requester_key'),
    handling: has('handling'),
  }
  return (Object.keys(told) as Tellable[]).filter((field) => told[field])
}
