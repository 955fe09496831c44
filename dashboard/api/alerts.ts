import type { AlertDetail, AlertEventRequest, Alerts } from '../../server/contract/alerts.ts'
import { read } from './read.ts'

const addressOf = (id: string) => `/api/alerts/${encodeURIComponent(id)}`

/** The open alerts of a city, the clearest first. */
export const readAlerts = (city: string, signal: AbortSignal) =>
  read<Alerts>(`/api/alerts?${new URLSearchParams({ city })}`, { signal })

/** An alert with its whole history, and what people did about it. */
export const readAlert = (id: string, signal: AbortSignal) =>
  read<AlertDetail>(addressOf(id), { signal })

/** Says that somebody has taken note of an alert, or what they say of it. */
export const writeEvent = (id: string, event: AlertEventRequest) =>
  read<AlertDetail>(`${addressOf(id)}/events`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(event),
  })
