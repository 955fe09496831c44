import { Router } from 'express'
import { type Forecasts, forecastsRequestSchema } from '../contract/forecasts.ts'
import { parse } from '../contract/parse.ts'
import { allowOnly } from './methods.ts'

export interface ForecastsDeps {
  /** Those of a local day, or the newest. Throws NotFoundError where none are stored. */
  readForecasts(city: string, asOf: string | undefined): Promise<Forecasts>
}

export function forecastsRoutes({ readForecasts }: ForecastsDeps): Router {
  const router = Router()
  router
    .route('/forecasts')
    .get(async (request, response) => {
      const { city, asOf } = parse(forecastsRequestSchema, request.query)
      response.json(await readForecasts(city, asOf))
    })
    .all(allowOnly('GET', 'HEAD'))
  return router
}
