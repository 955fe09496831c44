import { createHash } from 'node:crypto'
import { Router } from 'express'
import type { Answer } from '../../sql/model/answer.ts'
import type { Question } from '../../sql/model/question.ts'
import type { Scope } from '../../sql/model/scope.ts'
import { parse, parseJson } from '../contract/parse.ts'
import { askQuerySchema, questionSchema } from '../contract/question.ts'
import { formAsked, sendAnswer } from './answer-form.ts'
import { allowOnly } from './methods.ts'

export interface AskDeps {
  ask(question: Question, scope: Scope): Promise<Answer>
  /** Changes whenever an answer about the city could: its data version and its published pack. */
  readState(city: string): Promise<string>
  scopeOf(): Scope
}

export function askRoutes({ ask, readState, scopeOf }: AskDeps): Router {
  const router = Router()
  router
    .route('/ask')
    .post(async (request, response) => {
      const question = parse(questionSchema, request.body)
      response.vary('Accept')
      sendAnswer(response, formAsked(request), await ask(question, scopeOf()), question.grain)
    })
    .get(async (request, response) => {
      const { question: text } = parse(askQuerySchema, request.query)
      const question = parse(questionSchema, parseJson('question', text))
      const scope = scopeOf()
      const form = formAsked(request)
      response.vary('Accept')
      response.set('Cache-Control', 'no-cache')
      response.set('ETag', tagOf([question, scope, await readState(question.city), form]))
      if (request.fresh) response.status(304).end()
      else sendAnswer(response, form, await ask(question, scope), question.grain)
    })
    .all(allowOnly('GET', 'HEAD', 'POST'))
  return router
}

function tagOf(parts: unknown[]): string {
  return `W/"${createHash('sha256').update(canonical(parts)).digest('base64url').slice(0, 27)}"`
}

/** Equal values give equal text, whatever the order of their keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
