import { Router } from 'express'
import type { Scope } from '../../sql/model/scope.ts'
import {
  type AlertDetail,
  type Alerts,
  alertEventRequestSchema,
  alertsRequestSchema,
} from '../contract/alerts.ts'
import { parse } from '../contract/parse.ts'
import {
  type AlertStore,
  type BookedEpisode,
  findRise,
  openBook,
} from '../insight/alerts/alert-book.ts'
import type { HourPass } from '../insight/alerts/hours/hour-pass.ts'
import { allowOnly } from './methods.ts'

export interface AlertsDeps {
  /** Personal data in the notes are masked already. */
  alerts: AlertStore
  scopeOf(): Scope
}

const summaryOf = ({ days: _, ...episode }: BookedEpisode): Alerts['alerts'][number] => episode

function hoursOf(newest: HourPass | null): Alerts['hours'] {
  if (newest === null) return null
  const { asOf, version, through, budget, held } = newest
  return { asOf, version, through, budget, held }
}

async function readDetail(store: AlertStore, id: string, scope: Scope): Promise<AlertDetail> {
  const { episode, notes } = await findRise(store, id, scope)
  return {
    ...episode,
    events: notes.map(({ alert: _, ...event }) => event),
  }
}

export function alertsRoutes({ alerts: store, scopeOf }: AlertsDeps): Router {
  const router = Router()
  router
    .route('/alerts')
    .get(async (request, response) => {
      const { city, asOf, state = 'open' } = parse(alertsRequestSchema, request.query)
      const { newest, newestHour, episodes } = await openBook(store, city, scopeOf(), asOf)
      const wanted = episodes
        .filter(({ stage }) => state === 'all' || stage !== 'closed')
        .sort((a, b) => a.alert.qValue - b.alert.qValue || a.alert.pValue - b.alert.pValue)
      response.json({
        city,
        asOf: newest?.asOf ?? null,
        version: newest?.version ?? null,
        through: newest?.through ?? null,
        budget: newest?.budget ?? null,
        held: newest?.held ?? null,
        hours: hoursOf(newestHour),
        alerts: wanted.map(summaryOf),
      } satisfies Alerts)
    })
    .all(allowOnly('GET', 'HEAD'))
  router
    .route('/alerts/:id')
    .get(async (request, response) => {
      response.json(await readDetail(store, request.params.id, scopeOf()))
    })
    .all(allowOnly('GET', 'HEAD'))
  router
    .route('/alerts/:id/events')
    .post(async (request, response) => {
      const event = parse(alertEventRequestSchema, request.body)
      const { episode } = await findRise(store, request.params.id, scopeOf())
      const text = event.kind === 'commented' ? event.text : ''
      const { kind, author = '' } = event
      const note = { alert: episode.id, kind, author, text }
      await store.writeNote(episode.alert.question.city, note)
      response.status(201).json(await readDetail(store, request.params.id, scopeOf()))
    })
    .all(allowOnly('POST'))
  return router
}
