import { Router } from 'express'
import type { Health } from '../contract/health.ts'
import { type Loads, loadsRequestSchema } from '../contract/loads.ts'
import { parse } from '../contract/parse.ts'
import { allowOnly } from './methods.ts'

export interface HealthDeps {
  readHealth(): Promise<Health>
  /** The last loads, of one city or of all. */
  readLoads(city: string | undefined): Promise<Loads>
}

export function healthRoutes({ readHealth, readLoads }: HealthDeps): Router {
  const router = Router()
  router
    .route('/health')
    .get(async (_request, response) => {
      response.json(await readHealth())
    })
    .all(allowOnly('GET', 'HEAD'))
  router
    .route('/loads')
    .get(async (request, response) => {
      response.json(await readLoads(parse(loadsRequestSchema, request.query).city))
    })
    .all(allowOnly('GET', 'HEAD'))
  return router
}
