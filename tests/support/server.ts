import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { type AppDeps, createApp } from '../../server/app.ts'
import { namesOf } from '../../server/http/hosts.ts'
import { closeServer, listen } from '../../server/http/listen.ts'
import type { AlertPass } from '../../server/insight/alerts/alert.ts'
import type { HourPass } from '../../server/insight/alerts/hours/hour-pass.ts'
import type { Forecasts } from '../../server/insight/forecasts/document.ts'
import type { Hotspots } from '../../server/insight/hotspots/document.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { createAlertStore } from '../../sql/node/alert-store.ts'
import { createAsk } from '../../sql/node/ask.ts'
import { readBoundaries } from '../../sql/node/boundaries.ts'
import { listBriefings, readBriefing } from '../../sql/node/briefings.ts'
import { readCatalog } from '../../sql/node/catalog.ts'
import { listComplaints } from '../../sql/node/complaints.ts'
import { readHealth, readState } from '../../sql/node/health.ts'
import { readInsight } from '../../sql/node/insights.ts'
import { readLoads } from '../../sql/node/loads.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

export interface TestServer {
  url: string
  /** What the server logged, a JSON object a line. */
  logged: string[]
  close(): Promise<void>
}

/** Serves the real thing on a free port of the loopback; `changes` replaces single dependencies. */
export async function serve(
  warehouse: Warehouse,
  changes: Partial<AppDeps> = {},
): Promise<TestServer> {
  const logged: string[] = []
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
    readHealth: () => readHealth(warehouse),
    readLoads: (city) => readLoads(warehouse, city),
    readState: (city) => readState(warehouse, city),
    scopeOf: () => EVERYTHING,
    log: pino({ level: 'debug' }, { write: (line) => void logged.push(line) }),
    names: namesOf('127.0.0.1'),
    pageFolder: fileURLToPath(new URL('../../dist/', import.meta.url)),
    ...changes,
  })
  const server = createServer(app)
  const url = await listen(server, '127.0.0.1', 0)
  return {
    url,
    logged,
    close: () => closeServer(server),
  }
}
