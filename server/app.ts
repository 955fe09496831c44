import express, { type Express } from 'express'
import type { Logger } from 'pino'
import { readBody } from './http/body.ts'
import { compress } from './http/compress.ts'
import { limitCrowd } from './http/crowd.ts'
import { refuseForeign } from './http/hosts.ts'
import { logRequests } from './http/log.ts'
import { servePage } from './http/page.ts'
import { answerProblems, refuseUnknownPath } from './http/problems.ts'
import { secureHeaders } from './http/security.ts'
import { maskNote, maskPage } from './mask.ts'
import { type AlertsDeps, alertsRoutes } from './routes/alerts.ts'
import { type AskDeps, askRoutes } from './routes/ask.ts'
import { type BoundariesDeps, boundariesRoutes } from './routes/boundaries.ts'
import { type BriefingsDeps, briefingsRoutes } from './routes/briefings.ts'
import { type CatalogDeps, catalogRoutes } from './routes/catalog.ts'
import { type ComplaintsDeps, complaintsRoutes } from './routes/complaints.ts'
import { type ForecastsDeps, forecastsRoutes } from './routes/forecasts.ts'
import { type HealthDeps, healthRoutes } from './routes/health.ts'
import { type HotspotsDeps, hotspotsRoutes } from './routes/hotspots.ts'
import { openapiRoutes } from './routes/openapi.ts'

/** What the server needs from the world. `listComplaints` gives texts as they came; the app masks them. */
export interface AppDeps
  extends AlertsDeps,
    AskDeps,
    BoundariesDeps,
    BriefingsDeps,
    CatalogDeps,
    ComplaintsDeps,
    ForecastsDeps,
    HealthDeps,
    HotspotsDeps {
  log: Logger
  /** The names under which the server may be addressed, without the port (http/hosts.ts). */
  names: readonly string[]
  /** The built dashboard. */
  pageFolder: string
  /** How many requests of the API are served at once. */
  crowd?: number
}

/** What the engine lets wait at once: beyond that it would refuse by itself. */
const CROWD = 256

/** The whole server as an Express application that listens nowhere yet. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.set('query parser', 'simple')
  app.use(logRequests(deps.log))
  app.use(secureHeaders)
  app.use(refuseForeign(deps.names))
  app.use(compress)

  const api = express.Router()
  api.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  api.use(limitCrowd(deps.crowd ?? CROWD))
  api.use(readBody)
  api.use(askRoutes(deps))
  api.use(
    complaintsRoutes({
      scopeOf: deps.scopeOf,
      listComplaints: async (request, scope) => maskPage(await deps.listComplaints(request, scope)),
    }),
  )
  const { alerts } = deps
  const listNotes = async (city: string) => (await alerts.listNotes(city)).map(maskNote)
  api.use(alertsRoutes({ scopeOf: deps.scopeOf, alerts: { ...alerts, listNotes } }))
  api.use(hotspotsRoutes(deps))
  api.use(forecastsRoutes(deps))
  api.use(briefingsRoutes(deps))
  api.use(catalogRoutes(deps))
  api.use(boundariesRoutes(deps))
  api.use(healthRoutes(deps))
  api.use(openapiRoutes())
  app.use('/api', api)

  app.use(servePage(deps.pageFolder))
  app.use(refuseUnknownPath)
  app.use(answerProblems)
  return app
}
