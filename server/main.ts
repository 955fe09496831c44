import { createServer, type RequestListener } from 'node:http'
import { fileURLToPath } from 'node:url'
import { destination, pino } from 'pino'
import { tellHistory, watchLoading } from '../etl/demo/begin.ts'
import { keepHotline } from '../etl/demo/hotline.ts'
import { findDemo } from '../etl/demo/plan.ts'
import { startJobs } from '../etl/jobs.ts'
import { WarehouseDownError } from '../sql/model/errors.ts'
import { EVERYTHING } from '../sql/model/scope.ts'
import { createAlertStore } from '../sql/node/alert-store.ts'
import { createAsk } from '../sql/node/ask.ts'
import { readBoundaries } from '../sql/node/boundaries.ts'
import { listBriefings, readBriefing } from '../sql/node/briefings.ts'
import { readCatalog } from '../sql/node/catalog.ts'
import { listComplaints } from '../sql/node/complaints.ts'
import { readEnvironment } from '../sql/node/environment.ts'
import { EnvironmentError } from '../sql/node/environment-error.ts'
import { readHealth, readState } from '../sql/node/health.ts'
import { readInsight } from '../sql/node/insights.ts'
import { readLoads } from '../sql/node/loads.ts'
import { openWarehouse } from '../sql/node/warehouse.ts'
import { createApp } from './app.ts'
import { namesOf } from './http/hosts.ts'
import { closeServer, listen, PortError } from './http/listen.ts'
import { answerWaiting } from './http/waiting.ts'
import type { AlertPass } from './insight/alerts/alert.ts'
import type { HourPass } from './insight/alerts/hours/hour-pass.ts'
import type { Forecasts } from './insight/forecasts/document.ts'
import type { Hotspots } from './insight/hotspots/document.ts'
import { endOnSignal } from './shutdown.ts'

const PAGE_FOLDER = fileURLToPath(new URL('../dist/', import.meta.url))

const ending = new AbortController()

async function start(): Promise<void> {
  const beforeEnd = endOnSignal()
  const environment = readEnvironment()
  const log = pino({ base: null }, destination({ fd: 2, sync: true }))
  const warehouse = await openWarehouse(environment.warehouse)
  beforeEnd(() => warehouse.close())

  const app = createApp({
    alerts: createAlertStore<AlertPass, HourPass>(warehouse),
    ask: createAsk(warehouse),
    listBriefings: (city, limit) => listBriefings(warehouse, city, limit),
    listComplaints: (request, scope) => listComplaints(warehouse, request, scope),
    readBriefing: (id) => readBriefing(warehouse, id),
    readBoundaries: (request) => readBoundaries(warehouse, request),
    readCatalog: (city) => readCatalog(warehouse, city),
    readForecasts: (city, asOf) => readInsight<Forecasts>(warehouse, 'forecasts', city, asOf),
    readHotspots: (city, asOf) => readInsight<Hotspots>(warehouse, 'hotspots', city, asOf),
    readHealth: () => readHealth(warehouse, environment.city),
    readLoads: (city) => readLoads(warehouse, city),
    readState: (city) => readState(warehouse, city),
    scopeOf: () => EVERYTHING,
    log,
    names: namesOf(environment.host),
    pageFolder: PAGE_FOLDER,
  })
  let serve: RequestListener = answerWaiting
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 65_000 },
    (request, response) => serve(request, response),
  )
  const url = await listen(server, environment.host, environment.port)
  beforeEnd(() => closeServer(server))

  beforeEnd(() => ending.abort())
  const { data, demo: wanted } = environment
  const demo = wanted ? await findDemo(warehouse, data, new Date()) : null
  const context = { warehouse, data, signal: ending.signal, out: process.stdout }
  const history = demo?.toldUntil === null ? tellHistory(context, demo) : null
  await history?.begun
  beforeEnd(await startJobs(warehouse, data, log))
  if (demo && history) await watchLoading(context, demo, await history.told)
  if (demo) beforeEnd(keepHotline(data, demo, log))
  serve = app
  console.log(`Weisu is at ${url} (Ctrl-C ends it)`)
}

start().catch((error: unknown) => {
  // A signal in the middle of the first load cuts what is under way; the end goes its own way.
  if (ending.signal.aborted) return
  const told =
    error instanceof EnvironmentError ||
    error instanceof PortError ||
    error instanceof WarehouseDownError
  console.error(told ? error.message : error)
  process.exit(1)
})
