import { useRef } from 'preact/hooks'
import type { Question } from '../../../sql/model/question.ts'
import { useAnswer } from '../../state/answers.ts'
import type { Asked } from '../../state/asking.ts'
import { shownRange } from '../../state/brush.ts'
import { view } from '../../state/view.ts'
import { cellsQuestion, marginQuestions } from './questions.ts'
import type { MatrixAnswers } from './state.ts'

/** Answers that belong together: of one choice, and of one data version. */
interface Together {
  answers: MatrixAnswers
  question: Question
}

interface AskedMatrix {
  asked: Asked
  question: Question | null
  shown: Together | null
  /** There are no complaints at all. */
  empty: boolean
}

const isOf = (asked: Asked, question: Question | null | undefined): boolean =>
  question != null && JSON.stringify(asked.question) === JSON.stringify(question)

/**
 * Asks for the margins, then for the cells of the rows and columns that they found. What is shown
 * stays until all answers to the next choice are there.
 */
export function useMatrix(): AskedMatrix {
  const days = shownRange.value
  const chosen = view.value
  const margins = chosen.city && days ? marginQuestions(chosen, days) : null
  const rows = useAnswer(margins?.rows ?? null)
  const columns = useAnswer(margins?.columns ?? null)
  const total = useAnswer(margins?.total ?? null)
  const isReady =
    isOf(rows, margins?.rows) && isOf(columns, margins?.columns) && isOf(total, margins?.total)
  const question =
    days && isReady && rows.answer && columns.answer
      ? cellsQuestion(chosen, days, { rows: rows.answer, columns: columns.answer })
      : null
  const cells = useAnswer(question)
  const all = [rows, columns, total, cells]

  const last = useRef<Together | null>(null)
  const isSame = new Set(all.map(({ answer }) => answer?.version)).size === 1
  if (question && isSame && isOf(cells, question)) {
    const answers = {
      rows: rows.answer,
      columns: columns.answer,
      total: total.answer,
      cells: cells.answer,
    }
    const isNew = Object.entries(answers).some(
      ([name, answer]) => last.current?.answers[name as keyof MatrixAnswers] !== answer,
    )
    if (isNew && isWhole(answers)) last.current = { answers, question }
  }
  const empty = isReady && question === null && !rows.loading && !columns.loading
  const shown = empty ? null : last.current
  return {
    asked: {
      answer: shown?.answers.cells ?? null,
      question: shown?.question ?? null,
      loading: all.some(({ loading }) => loading),
      failed: all.find(({ failed }) => failed !== null)?.failed ?? null,
    },
    question,
    shown,
    empty,
  }
}

const isWhole = (answers: Record<keyof MatrixAnswers, unknown>): answers is MatrixAnswers =>
  Object.values(answers).every((answer) => answer !== null)
