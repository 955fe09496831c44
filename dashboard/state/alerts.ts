import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { AlertDetail, Alerts } from '../../server/contract/alerts.ts'
import { readAlerts } from '../api/alerts.ts'
import { RefusedError } from '../api/read.ts'
import { seenAt, unreachable } from './freshness.ts'
import { city } from './view.ts'

export type Episode = Alerts['alerts'][number]

const told = signal<Alerts | null>(null)
const attempt = signal(0)

/** What was found of the city last, and its open alerts; null until it is known. */
export const alerts: ReadonlySignal<Alerts | null> = computed(() =>
  told.value?.city === city.value?.id ? told.value : null,
)

/** Why the alerts could not be read, in words for a person; empty: the server could not be reached. */
export const alertsFailed = signal<string | null>(null)

/** The alerts that are shown: none while the data are not fit to be judged. */
export const openAlerts: ReadonlySignal<readonly Episode[]> = computed(() =>
  alerts.value && alerts.value.held === null ? alerts.value.alerts : [],
)

/** Looking takes place some time after the data came: their version alone does not tell of it. */
const EVERY_MS = 5 * 60_000

/** Reads the alerts of the city now, when its data change, and every five minutes. Returns how to stop. */
export function followAlerts(): () => void {
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
  return effect(() => {
    if (!key.value) return
    const id = city.peek()?.id ?? ''
    const aborter = new AbortController()
    readAlerts(id, aborter.signal).then(
      (next) => {
        batch(() => {
          told.value = next
          alertsFailed.value = null
        })
      },
      (error: unknown) => {
        if (aborter.signal.aborted) return
        alertsFailed.value = error instanceof RefusedError ? error.message : ''
      },
    )
    return () => aborter.abort()
  })
}

export function readAlertsAgain(): void {
  attempt.value += 1
}

/** Takes what was learned of one alert into the list. */
export function learnOf({ id, acknowledged }: AlertDetail): void {
  const known = told.peek()
  if (!known) return
  told.value = {
    ...known,
    alerts: known.alerts.map((one) => (one.id === id ? { ...one, acknowledged } : one)),
  }
}
