import { Router } from 'express'
import { describeApi } from '../contract/openapi.ts'
import { allowOnly } from './methods.ts'

export function openapiRoutes(): Router {
  const router = Router()
  const document = describeApi()
  router
    .route('/openapi.json')
    .get((_request, response) => {
      response.set('Cache-Control', 'no-cache').json(document)
    })
    .all(allowOnly('GET', 'HEAD'))
  return router
}
