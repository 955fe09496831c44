import { createHash } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import type { Answer } from '../../sql/model/answer.ts'
import { canonical } from '../../sql/model/canonical.ts'
import type { Question } from '../../sql/model/question.ts'
import type { Scope } from '../../sql/model/scope.ts'
import { parse, parseJson } from '../contract/parse.ts'
import { askQuerySchema, questionSchema } from '../contract/question.ts'
import { formAsked, sendAnswer } from './answer-form.ts'
import { goneSignal } from './gone.ts'
import { allowOnly } from './methods.ts'

export interface AskDeps {
  /** `gone` fires when the asker does not wait any more. */
  ask(question: Question, scope: Scope, gone?: AbortSignal): Promise<Answer>
  /** Changes whenever an answer about the city could: its data version and its published pack. */
  readState(city: string): Promise<string>
  scopeOf(): Scope
}

export function askRoutes({ ask, readState, scopeOf }: AskDeps): Router {
  const reply = async (request: Request, response: Response, question: Question) => {
    const gone = goneSignal(response)
    const scope = scopeOf()
    const form = formAsked(request)
    response.vary('Accept')
    response.set('ETag', tagOf([question, scope, await readState(question.city), form]))
    if (request.fresh) response.status(304).end()
    else {
      const answer = await ask(question, scope, gone)
      sendAnswer(response, form, answer, question.grain)
    }
  }
  const router = Router()
  router
    .route('/ask')
    .post((request, response) => reply(request, response, parse(questionSchema, request.body)))
    .get((request, response) => {
      const { question: text } = parse(askQuerySchema, request.query)
      const question = parse(questionSchema, parseJson('question', text))
      response.set('Cache-Control', 'no-cache')
      return reply(request, response, question)
    })
    .all(allowOnly('GET', 'HEAD', 'POST'))
  return router
}

function tagOf(parts: unknown[]): string {
  return `W/"${createHash('sha256').update(canonical(parts)).digest('base64url').slice(0, 27)}"`
}
