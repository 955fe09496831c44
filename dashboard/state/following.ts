import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { RefusedError } from '../api/read.ts'
import { seenAt, unreachable } from './freshness.ts'
import { city } from './view.ts'

/** What is known of something that is looked for every night in the city's data. */
interface Looked<Told> {
  /** Undefined: not answered yet; null: nobody has looked. */
  told: Told | null | undefined
  /** Why it could not be read, in words for a person; empty: the server could not be reached. */
  failed: string | null
}

export interface Followed<Told> {
  looked: ReadonlySignal<Looked<Told>>
  /** Reads it now, when the city's data change, and every five minutes. Returns how to stop. */
  follow(): () => void
  /** Reads it again at once. */
  again(): void
  /** Takes what was learned meanwhile into what is known. */
  change(of: (told: Told) => Told): void
}

/** Looking takes place some time after the data came: their version alone does not tell of it. */
const EVERY_MS = 5 * 60_000

/** Follows what is told of the city that is shown. */
export function followed<Told>(
  read: (city: string, signal: AbortSignal) => Promise<Told | null>,
): Followed<Told> {
  const attempt = signal(0)
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
  const again = () => {
    attempt.value += 1
  }
  const change = (of: (told: Told) => Told) => {
    const before = known.peek()
    if (before?.told) known.value = { ...before, told: of(before.told) }
  }
  return { looked, follow, again, change }
}
