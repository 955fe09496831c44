import { Router } from 'express'
import { type Catalog, catalogRequestSchema } from '../contract/catalog.ts'
import { parse } from '../contract/parse.ts'
import { allowOnly } from './methods.ts'

export interface CatalogDeps {
  readCatalog(city: string): Promise<Catalog>
}

export function catalogRoutes({ readCatalog }: CatalogDeps): Router {
  const router = Router()
  router
    .route('/catalog')
    .get(async (request, response) => {
      const { city } = parse(catalogRequestSchema, request.query)
      response.set('Cache-Control', 'no-cache').json(await readCatalog(city))
    })
    .all(allowOnly('GET', 'HEAD'))
  return router
}
