import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Forecasts } from '../../server/contract/forecasts.ts'
import type { HotspotsAnswer } from '../../server/contract/hotspots.ts'
import { readForecasts, readHotspots } from '../api/ahead.ts'
import { RefusedError } from '../api/read.ts'
import { path } from './address.ts'
import { seenAt, unreachable } from './freshness.ts'
import { city } from './view.ts'

/** What is known of a document of the city. */
interface Looked<Told> {
  /** Undefined: not answered yet; null: nobody has looked. */
  told: Told | null | undefined
  /** Why it could not be read, in words for a person; empty: the server could not be reached. */
  failed: string | null
}

interface Followed<Told> {
  looked: ReadonlySignal<Looked<Told>>
  /** Reads it now, when the city's data change, and every five minutes. Returns how to stop. */
  follow: () => () => void
}

/** Looking takes place some time after the data came: their version alone does not tell of it. */
const EVERY_MS = 5 * 60_000

const attempt = signal(0)

function followed<Told>(
  read: (city: string, signal: AbortSignal) => Promise<Told | null>,
): Followed<Told> {
  const known = signal<(Looked<Told> & { city: string }) | null>(null)
  const key = computed(
    () =>
      city.value &&
      [
        city.value.id,
        city.value.version,
        Math.floor((seenAt.value?.getTime() ?? 0) / EVERY_MS),
        unreachable.value,
        attempt.value,
      ].join(' '),
  )
  const looked = computed<Looked<Told>>(() =>
    known.value && known.value.city === city.value?.id
      ? known.value
      : { told: undefined, failed: null },
  )
  const follow = () =>
    effect(() => {
      if (!key.value) return
      const id = city.peek()?.id ?? ''
      const aborter = new AbortController()
      read(id, aborter.signal).then(
        (told) => {
          known.value = { city: id, told, failed: null }
        },
        (error: unknown) => {
          if (aborter.signal.aborted) return
          const failed = error instanceof RefusedError ? error.message : ''
          const before = known.peek()
          known.value = { city: id, told: before?.city === id ? before.told : undefined, failed }
        },
      )
      return () => aborter.abort()
    })
  return { looked, follow }
}

export const forecasts = followed<Forecasts>(readForecasts)
export const hotspots = followed<HotspotsAnswer>(readHotspots)

export function lookAgain(): void {
  attempt.value += 1
}

/** The series that the address names: `/ahead/district/110105`; null: the city. */
export const chosenSeries = computed(() => {
  const [, dimension, code] = path.value.split('/').filter(Boolean)
  return dimension && code ? { dimension, code: decoded(code) } : null
})

/** An address that somebody wrote by hand may be no address. */
function decoded(code: string): string {
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}
