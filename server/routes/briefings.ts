import { createHash } from 'node:crypto'
import { Router } from 'express'
import type { DailyNotification } from '../briefing/document.ts'
import { writeHtml } from '../briefing/html/html.ts'
import { STYLE } from '../briefing/html/style.ts'
import {
  type Briefing,
  type Briefings,
  briefingRequestSchema,
  briefingsRequestSchema,
} from '../contract/briefings.ts'
import { parse } from '../contract/parse.ts'
import { allowOnly } from './methods.ts'

export interface BriefingsDeps {
  /** The newest first; of one city or of all. */
  listBriefings(city: string | undefined, limit: number): Promise<Briefings>
  /** Throws NotFoundError. */
  readBriefing(id: string): Promise<DailyNotification>
}

const MOST_LISTED = 60

/** A page of one style sheet, known by its hash, and of nothing else. */
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function briefingsRoutes({ listBriefings, readBriefing }: BriefingsDeps): Router {
  const router = Router()
  router
    .route('/briefings')
    .get(async (request, response) => {
      const { city, limit = MOST_LISTED } = parse(briefingsRequestSchema, request.query)
      response.json(await listBriefings(city, limit))
    })
    .all(allowOnly('GET', 'HEAD'))
  router
    .route('/briefings/:id')
    .get(async (request, response) => {
      const { format, lang = 'zh' } = parse(briefingRequestSchema, request.query)
      const briefing = await readBriefing(request.params.id)
      response.vary('Accept')
      const page = (format ?? request.accepts(['json', 'html'])) === 'html'
      if (!page) response.json(briefing satisfies Briefing)
      else {
        response.set('Content-Security-Policy', PAGE_POLICY)
        response.type('html').send(writeHtml(briefing, lang))
      }
    })
    .all(allowOnly('GET', 'HEAD'))
  return router
}
