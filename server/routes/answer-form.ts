import type { Request, Response } from 'express'
import type { Answer } from '../../sql/model/answer.ts'
import type { Grain } from '../../sql/model/grains.ts'
import { ARROW_TYPE, writeArrow } from '../contract/arrow.ts'

export type AnswerForm = 'json' | 'arrow'

/** The form that the asker likes best; JSON where they do not mind, or like neither. */
export const formAsked = (request: Request): AnswerForm =>
  request.accepts(['application/json', ARROW_TYPE]) === ARROW_TYPE ? 'arrow' : 'json'

/** Sends an answer to a Question of this grain. */
export function sendAnswer(
  response: Response,
  form: AnswerForm,
  answer: Answer,
  grain: Grain | undefined,
): void {
  if (form === 'json') response.json(answer)
  else response.type(ARROW_TYPE).send(Buffer.from(writeArrow(answer, grain)))
}
