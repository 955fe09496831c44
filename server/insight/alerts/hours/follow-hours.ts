import { hourNumber } from '../../local-hours.ts'
import { type Episode, followRises, type Rhythm } from '../episodes.ts'
import type { Lattice } from '../lattice.ts'
import type { HourPass } from './hour-pass.ts'

const HOURLY: Rhythm = {
  over: 6,
  between: (since, asOf) => hourNumber(asOf) - hourNumber(since),
}

const dayOf = (hour: string): string => hour.slice(0, 10)

/** An episode of hours as those of nights are told: by days, the hours beside them. */
const tellDays = (episode: Episode): Episode => ({
  ...episode,
  openedOn: dayOf(episode.openedOn),
  lastOn: dayOf(episode.lastOn),
  hours: { openedAt: episode.openedOn, lastAt: episode.lastOn },
  peak: { ...episode.peak, asOf: dayOf(episode.peak.asOf) },
  days: episode.days.map((one) => ({ ...one, asOf: dayOf(one.asOf), hour: one.asOf })),
})

/**
 * Follows the rises of hours as those of nights are; six quiet hours close one.
 * @param passes the earliest first
 */
export const followHours = (passes: readonly HourPass[], lattice: Lattice): Episode[] =>
  followRises(passes, lattice, HOURLY).map(tellDays)
