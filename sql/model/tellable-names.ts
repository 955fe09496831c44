import type { Tellable } from './city.ts'
import type { Labels } from './labels.ts'

/** What a source may tell of a complaint, in words. */
export const TELLABLE_NAMES: Record<Tellable, Labels> = {
  updated_at: { en: 'when a complaint was updated', zh: '更新时间' },
  due_at: { en: 'when a complaint is due', zh: '办理时限' },
  dispatched: { en: 'whether a complaint was dispatched', zh: '是否派单' },
  responded: { en: 'whether a complaint was responded to', zh: '是否响应' },
  closed: { en: 'whether a complaint is closed', zh: '是否办结' },
  closed_at: { en: 'when a complaint was closed', zh: '办结时间' },
  rated_at: { en: 'when a complaint was rated', zh: '评价时间' },
  on_time: { en: 'whether a complaint was closed on time', zh: '是否按时办结' },
  resolved: { en: 'whether a complaint was resolved', zh: '是否解决' },
  satisfied: { en: 'whether the requester is satisfied', zh: '是否满意' },
  requester_key: { en: 'which complaints come from one requester', zh: '诉求人标识' },
  handling: { en: 'how a complaint is handled', zh: '办理方式' },
}
