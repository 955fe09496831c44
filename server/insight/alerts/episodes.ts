import { dayNumber } from '../local-days.ts'
import type { Alert, AlertPass } from './alert.ts'
import type { Lattice, Place } from './lattice.ts'

/** How a rise stood as of a day. */
type Stage = 'opened' | 'continues' | 'grows' | 'fades' | 'closed'

/** An entry of a rise's history. */
interface EpisodeDay extends Place {
  asOf: string
  /** As of which local hour, where it was looked every hour. */
  hour?: string
  stage: Stage
  /** What was found as of that day; null where it was not an alarm then. */
  observed: number | null
  expected: number | null
  pValue: number | null
}

/** A rise from the day on which it was first told of until it is over. */
export interface Episode extends Place {
  id: string
  /** The day as of which it was first told of, and as of which it was an alarm last. */
  openedOn: string
  lastOn: string
  /** The same as local hours, where it was looked every hour. */
  hours?: { openedAt: string; lastAt: string }
  stage: Stage
  /** As it was found last. */
  alert: Alert
  /** The greatest ratio so far, and when. */
  peak: { asOf: string; ratio: number }
  days: EpisodeDay[]
}

/** What is looked for at even times: by days, or by hours. */
export interface Rhythm {
  /** A rise that was no alarm for so many of them is over. */
  over: number
  /** How many lie between two. */
  between(since: string, asOf: string): number
}
const NIGHTLY: Rhythm = {
  over: 8,
  between: (since, asOf) => dayNumber(asOf) - dayNumber(since),
}
/** A ratio so much greater than the last is growth. */
const GROWTH = 1.2

const idOf = (city: string, asOf: string, { area, category }: Place): string =>
  [city, asOf.replace(/:00$/, ''), area || 'all', category || 'all']
    .map(encodeURIComponent)
    .join('~')

const isOpen = ({ stage }: Episode): boolean => stage !== 'closed'

/** The open episode of which an alert is a further day: of the same place, else of one that holds it or lies in it. */
function findEpisode(episodes: readonly Episode[], alert: Alert, lattice: Lattice): Episode | null {
  const open = episodes.filter(isOpen)
  const same = open.find(({ area, category }) => area === alert.area && category === alert.category)
  const near = open.filter((one) => lattice.holds(one, alert) || lattice.holds(alert, one))
  return same ?? near.at(-1) ?? null
}

function goOn(episode: Episode, alert: Alert, asOf: string): void {
  const grows = alert.ratio >= GROWTH * episode.alert.ratio
  const { area, category, observed, expected, pValue } = alert
  Object.assign(episode, { area, category, alert, lastOn: asOf })
  episode.stage = grows ? 'grows' : 'continues'
  if (alert.ratio > episode.peak.ratio) episode.peak = { asOf, ratio: alert.ratio }
  episode.days.push({ asOf, area, category, stage: episode.stage, observed, expected, pValue })
}

function open(city: string, alert: Alert, asOf: string): Episode {
  const { area, category, observed, expected, pValue, ratio } = alert
  const stage = 'opened'
  return {
    ...{ id: idOf(city, asOf, alert), area, category, openedOn: asOf, lastOn: asOf, stage, alert },
    peak: { asOf, ratio },
    days: [{ asOf, area, category, stage, observed, expected, pValue }],
  }
}

function fade(episode: Episode, asOf: string, rhythm: Rhythm): void {
  const over = rhythm.between(episode.lastOn, asOf) >= rhythm.over
  const { area, category } = episode
  episode.stage = over ? 'closed' : 'fades'
  episode.days.push({
    ...{ asOf, area, category, stage: episode.stage },
    ...{ observed: null, expected: null, pValue: null },
  })
}

/**
 * Follows rises over the nights: one opens with its first alarm, goes on or grows while it is one, fades
 * when it is none, and is closed after eight days, or as the rhythm has it. A night on which nothing was judged changes nothing.
 * Nothing is kept but the nights themselves, so that the same nights tell the same history.
 * @param passes the earliest first
 * @returns the rises, the earliest first
 */
export function followRises(
  passes: readonly Pick<AlertPass, 'city' | 'asOf' | 'held' | 'alerts'>[],
  lattice: Lattice,
  rhythm: Rhythm = NIGHTLY,
): Episode[] {
  const episodes: Episode[] = []
  for (const { city, asOf, held, alerts } of passes) {
    if (held !== null) continue
    const alarmed = new Set<Episode>()
    for (const alert of alerts) {
      const known = findEpisode(episodes, alert, lattice)
      // Two alerts of one night are two rises.
      if (known && !alarmed.has(known)) {
        goOn(known, alert, asOf)
        alarmed.add(known)
      } else {
        const opened = open(city, alert, asOf)
        episodes.push(opened)
        alarmed.add(opened)
      }
    }
    for (const episode of episodes)
      if (isOpen(episode) && !alarmed.has(episode)) fade(episode, asOf, rhythm)
  }
  return episodes
}
