import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Boundaries, BoundariesRequest } from '../../sql/model/boundaries.ts'
import { readBoundaries } from '../api/read.ts'
import { seenAt } from './freshness.ts'

const kept = signal<ReadonlyMap<string, Boundaries | 'failed'>>(new Map())
const reading = new Set<string>()

const keyOf = ({ city, level, within }: BoundariesRequest) => JSON.stringify([city, level, within])

async function fetchOnce(request: BoundariesRequest): Promise<void> {
  const key = keyOf(request)
  if (reading.has(key)) return
  reading.add(key)
  const told = await readBoundaries(request).catch(() => 'failed' as const)
  reading.delete(key)
  kept.value = new Map([...kept.value, [key, told]])
}

/** Boundaries that have been read before. */
export function boundariesOf(request: BoundariesRequest | null): Boundaries | null {
  const told = request && kept.value.get(keyOf(request))
  return told === undefined || told === null || told === 'failed' ? null : told
}

export interface Outlines {
  boundaries: Boundaries | null
  failed: boolean
}

/** The boundaries of areas, read once; where that failed, again whenever the server answers. */
export function useBoundaries(request: BoundariesRequest | null): Outlines {
  const key = request && keyOf(request)
  const told = key ? kept.value.get(key) : undefined
  const failed = told === 'failed'
  useEffect(() => {
    if (request && (told === undefined || failed)) void fetchOnce(request)
  }, [key, failed && seenAt.value])
  return { boundaries: boundariesOf(request), failed }
}
