import type { Question } from '../../sql/model/question.ts'
import type { Draw } from './draw.ts'

/** A Question that the product asks, or may be asked, with what it leaves open to be drawn. */
export interface Asking {
  name: string
  question(draw: Draw): Question
}
