import type { City } from '../../../sql/model/city.ts'
import { NotFoundError } from '../../../sql/model/errors.ts'
import type { Question } from '../../../sql/model/question.ts'
import type { Scope } from '../../../sql/model/scope.ts'
import type { AlertPass } from './alert.ts'
import { type Episode, followRises } from './episodes.ts'
import { followHours } from './hours/follow-hours.ts'
import type { HourPass } from './hours/hour-pass.ts'
import { createLattice } from './lattice.ts'

/** What somebody did or said about a rise. */
export interface AlertNote {
  alert: string
  /** Local time of the city. */
  at: string
  kind: 'acknowledged' | 'commented'
  author: string
  text: string
}

/** Where nights, hours and notes are kept. */
export interface AlertStore {
  /** @throws QuestionError for a city that is not there */
  readCity(city: string): Promise<City>
  /** The newest first. */
  listPasses(city: string, until: string | undefined, most: number): Promise<AlertPass[]>
  /** Those of the hours, the newest first; until the end of a day. */
  listHours(city: string, until: string | undefined, most: number): Promise<HourPass[]>
  /** The earliest first. */
  listNotes(city: string): Promise<AlertNote[]>
  writeNote(city: string, note: Omit<AlertNote, 'at'>): Promise<void>
}

/** A rise, and whether somebody has taken note of it. */
export type BookedEpisode = Episode & { acknowledged: boolean }

/** The newest night and hour, and the rises of the last months as they stood then. */
export interface AlertBook {
  newest: AlertPass | null
  newestHour: HourPass | null
  episodes: BookedEpisode[]
  notes: AlertNote[]
}

/** Whether all complaints of a Question are among those that an asker may see. */
const isWithin = ({ where = [] }: Question, scope: Scope): boolean =>
  scope.where.every((limit) =>
    where.some(
      (clause) =>
        clause.dimension === limit.dimension && clause.in.every((code) => limit.in.includes(code)),
    ),
  )

/** How many nights back rises are followed. */
const NIGHTS = 120
/** How many hours back: a fortnight. */
const HOURS = 336

/**
 * Opens the book of a city's rises as it stood on a day, or on the newest: those of which an asker may see
 * every complaint.
 * @throws QuestionError for a city that is not there
 */
export async function openBook(
  store: AlertStore,
  city: string,
  scope: Scope,
  until?: string,
): Promise<AlertBook> {
  const [{ areas, categories }, passes, hours, notes] = await Promise.all([
    store.readCity(city),
    store.listPasses(city, until, NIGHTS),
    store.listHours(city, until, HOURS),
    store.listNotes(city),
  ])
  const seen = new Set(
    notes.filter(({ kind }) => kind === 'acknowledged').map(({ alert }) => alert),
  )
  const lattice = createLattice({ areas, categories })
  const episodes = [
    ...followRises(passes.toReversed(), lattice),
    ...followHours(hours.toReversed(), lattice),
  ]
  return {
    newest: passes[0] ?? null,
    newestHour: hours[0] ?? null,
    episodes: episodes
      .filter(({ alert }) => isWithin(alert.question, scope))
      .map((one) => ({ ...one, acknowledged: seen.has(one.id) })),
    notes,
  }
}

/** The city that the id of a rise names; null where it is none. */
function cityOf(id: string): string | null {
  const [city, ...rest] = id.split('~')
  return city && rest.length === 3 ? decodeURIComponent(city) : null
}

/**
 * A rise with what was said of it.
 * @throws NotFoundError that names those that are open
 */
export async function findRise(
  store: AlertStore,
  id: string,
  scope: Scope,
): Promise<{ episode: BookedEpisode; notes: AlertNote[] }> {
  const city = cityOf(id)
  if (city === null) throw new NotFoundError(`There is no alert "${id}".`, [])
  const { episodes, notes } = await openBook(store, city, scope)
  const episode = episodes.find((one) => one.id === id)
  if (!episode) {
    const open = episodes.filter(({ stage }) => stage !== 'closed').map((one) => one.id)
    throw new NotFoundError(
      `There is no alert "${id}" of the last ${NIGHTS} nights or ${HOURS} hours.`,
      open,
    )
  }
  return { episode, notes: notes.filter(({ alert }) => alert === id) }
}
