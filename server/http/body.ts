import express, { type RequestHandler } from 'express'
import { UnreadableBodyError } from './refusals.ts'

const MOST = '64kb'

const refuseOthers: RequestHandler = (request, _response, next) => {
  if (request.method === 'POST' && !request.is('application/json')) {
    throw new UnreadableBodyError('Send JSON, with the header Content-Type: application/json.')
  }
  next()
}

/**
 * Reads JSON bodies of at most 64 kB, and no other kind: a form of another site cannot send JSON.
 * @throws UnreadableBodyError
 */
export const readBody: RequestHandler[] = [
  refuseOthers,
  express.json({ limit: MOST, strict: false }),
]
