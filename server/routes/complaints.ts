import { Router } from 'express'
import type { Scope } from '../../sql/model/scope.ts'
import {
  type ComplaintsPage,
  type ComplaintsRequest,
  complaintsRequestSchema,
} from '../contract/complaints.ts'
import { parse } from '../contract/parse.ts'
import { allowOnly } from './methods.ts'

export interface ComplaintsDeps {
  /** Personal data in the texts is masked already. */
  listComplaints(request: ComplaintsRequest, scope: Scope): Promise<ComplaintsPage>
  scopeOf(): Scope
}

export function complaintsRoutes({ listComplaints, scopeOf }: ComplaintsDeps): Router {
  const router = Router()
  router
    .route('/complaints')
    .post(async (request, response) => {
      response.json(await listComplaints(parse(complaintsRequestSchema, request.body), scopeOf()))
    })
    .all(allowOnly('POST'))
  return router
}
