import { Router } from 'express'
import type { Boundaries, BoundariesRequest } from '../../sql/model/boundaries.ts'
import { boundariesRequestSchema } from '../contract/boundaries.ts'
import { parse } from '../contract/parse.ts'
import { allowOnly } from './methods.ts'

export interface BoundariesDeps {
  readBoundaries(request: BoundariesRequest): Promise<Boundaries>
}

/** Express gives the answer an ETag, and 304 where it is the one that the asker has. */
export function boundariesRoutes({ readBoundaries }: BoundariesDeps): Router {
  const router = Router()
  router
    .route('/boundaries')
    .get(async (request, response) => {
      const asked = parse(boundariesRequestSchema, request.query)
      response.set('Cache-Control', 'no-cache').json(await readBoundaries(asked))
    })
    .all(allowOnly('GET', 'HEAD'))
  return router
}
