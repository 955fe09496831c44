import { Router } from 'express'
import { type HotspotsAnswer, hotspotsRequestSchema } from '../contract/hotspots.ts'
import { parse } from '../contract/parse.ts'
import type { Hotspots } from '../insight/hotspots/document.ts'
import { ofCategory } from '../insight/hotspots/of-category.ts'
import { allowOnly } from './methods.ts'

export interface HotspotsDeps {
  /** The latest document where no day is named. Throws NotFoundError. */
  readHotspots(city: string, asOf: string | undefined): Promise<Hotspots>
}

/** Express gives the answer an ETag, and 304 where it is the one that the asker has. */
export function hotspotsRoutes({ readHotspots }: HotspotsDeps): Router {
  const router = Router()
  router
    .route('/hotspots')
    .get(async (request, response) => {
      const { city, asOf, category } = parse(hotspotsRequestSchema, request.query)
      const found = await readHotspots(city, asOf)
      const hotspots = category === undefined ? found : ofCategory(found, category)
      response.set('Cache-Control', 'no-cache').json(hotspots satisfies HotspotsAnswer)
    })
    .all(allowOnly('GET', 'HEAD'))
  return router
}
