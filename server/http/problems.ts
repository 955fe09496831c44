import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import {
  NotFoundError,
  QuestionError,
  TooMuchError,
  VersionGoneError,
  WarehouseBusyError,
  WarehouseDownError,
} from '../../sql/model/errors.ts'
import type { Problem } from '../contract/problem.ts'
import {
  CrowdedError,
  ForeignRequestError,
  UnknownPathError,
  UnreadableBodyError,
} from './refusals.ts'

interface Refusal {
  status: number
  title: string
  detail: string
  allowed?: readonly string[] | undefined
  retryAfterSeconds?: number
}

/** The last stop of every path. */
export const refuseUnknownPath: RequestHandler = (request) => {
  throw new UnknownPathError(`There is nothing at ${request.path}.`)
}

/** Turns the closed set of errors into problems; anything else is logged whole and shown without insides. */
export const answerProblems: ErrorRequestHandler = (error, request, response, next) => {
  // The asker has gone, and what was done for them was ended.
  if (response.destroyed) return
  const refusal = refusalOf(error)
  if (refusal.status >= 500 && !isCrowd(error)) {
    request.log.error({ err: error }, refusal.title)
  }
  if (response.headersSent) {
    next(error)
    return
  }
  if (refusal.retryAfterSeconds) response.set('Retry-After', String(refusal.retryAfterSeconds))
  sendProblem(response, String(request.id), refusal)
}

const isCrowd = (error: unknown): boolean =>
  error instanceof CrowdedError || error instanceof WarehouseBusyError

function sendProblem(response: Response, requestId: string, refusal: Refusal): void {
  const { status, title, detail, allowed } = refusal
  const problem: Problem = { title, status, detail, requestId }
  if (allowed) problem.allowed = [...allowed]
  response.removeHeader('ETag')
  response.status(status).set('Cache-Control', 'no-store').type('application/problem+json')
  response.send(JSON.stringify(problem))
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return BROKEN
  const detail = error.message
  if (error instanceof QuestionError) {
    return { status: 400, title: 'Wrong question', detail, allowed: error.allowed }
  }
  if (error instanceof NotFoundError) {
    return { status: 404, title: 'Not found', detail, allowed: error.allowed }
  }
  if (error instanceof TooMuchError) return { status: 422, title: 'Too much', detail }
  if (error instanceof VersionGoneError) return { status: 410, title: 'Version gone', detail }
  if (error instanceof WarehouseBusyError) {
    const busy = 'Others ask so much just now that this could not be begun: try again in a moment.'
    return { status: 503, title: 'Too many requests', detail: busy, retryAfterSeconds: 2 }
  }
  if (error instanceof WarehouseDownError) {
    const down = 'The warehouse does not answer just now: try again in a few seconds.'
    return { status: 503, title: 'Warehouse down', detail: down, retryAfterSeconds: 3 }
  }
  if (error instanceof CrowdedError) {
    return { status: 503, title: 'Too many requests', detail, retryAfterSeconds: 1 }
  }
  if (error instanceof ForeignRequestError) return { status: 403, title: 'Foreign request', detail }
  if (error instanceof UnknownPathError) return { status: 404, title: 'Not found', detail }
  if (error instanceof UnreadableBodyError) {
    return { status: 415, title: 'Unreadable body', detail }
  }
  return bodyRefusal(error) ?? BROKEN
}

const BROKEN: Refusal = {
  status: 500,
  title: 'Something broke here',
  detail: 'This is our mistake, not yours. The log of the server tells more under this request id.',
}

/** Express names its own refusals by `status` and `type`. */
function bodyRefusal(error: Error & { status?: unknown; type?: unknown }): Refusal | undefined {
  switch (error.type) {
    case 'entity.too.large':
      return { status: 413, title: 'Too large', detail: 'A request may have at most 64 kB.' }
    case 'entity.parse.failed':
      return {
        status: 400,
        title: 'Malformed JSON',
        detail: `The body is no JSON: ${error.message}`,
      }
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return { status: 415, title: 'Unreadable body', detail: 'Send JSON in UTF-8.' }
    default:
      return typeof error.status === 'number' && error.status >= 400 && error.status < 500
        ? { status: error.status, title: 'Bad request', detail: 'The request cannot be read.' }
        : undefined
  }
}
