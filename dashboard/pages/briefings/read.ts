import type { Briefing, Briefings } from '../../../server/contract/briefings.ts'

async function read<Told>(path: string, signal: AbortSignal): Promise<Told | null> {
  const response = await fetch(path, { headers: { Accept: 'application/json' }, signal })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return (await response.json()) as Told
}

/** The briefings of a city, the newest first. */
export const readBriefings = (city: string, signal: AbortSignal) =>
  read<Briefings>(`/api/briefings?${new URLSearchParams({ city })}`, signal)

/** A briefing whole; null: there is none of this id. */
export const readBriefing = (id: string, signal: AbortSignal) =>
  read<Briefing>(`/api/briefings/${encodeURIComponent(id)}`, signal)
