import { computed, type ReadonlySignal } from '@preact/signals'
import type { AlertDetail, Alerts } from '../../server/contract/alerts.ts'
import { readAlerts } from '../api/alerts.ts'
import { followed } from './following.ts'

export type Episode = Alerts['alerts'][number]

const found = followed<Alerts>(readAlerts)

/** Reads the alerts of the city while they are followed; returns how to stop. */
export const followAlerts = found.follow
export const readAlertsAgain = found.again

/** What was found of the city last, and its open alerts; null until it is known. */
export const alerts: ReadonlySignal<Alerts | null> = computed(() => found.looked.value.told ?? null)

/** Why the alerts could not be read, in words for a person; empty: the server could not be reached. */
export const alertsFailed: ReadonlySignal<string | null> = computed(() => found.looked.value.failed)

/** The alerts that are shown: none of days, or of hours, while the data are not fit to judge those. */
export const openAlerts: ReadonlySignal<readonly Episode[]> = computed(() => {
  const told = alerts.value
  const isFit = (one: Episode) => (one.hours ? told?.hours?.held : told?.held) === null
  return told?.alerts.filter(isFit) ?? []
})

/** Takes what was learned of one alert into the list. */
export function learnOf({ id, acknowledged }: AlertDetail): void {
  found.change((known) => ({
    ...known,
    alerts: known.alerts.map((one) => (one.id === id ? { ...one, acknowledged } : one)),
  }))
}
