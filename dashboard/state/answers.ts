import { useMemo, useRef } from 'preact/hooks'
import type { Question } from '../../sql/model/question.ts'
import { type Asked, useAsked } from './asking.ts'
import { isBrushing } from './brush.ts'
import { answerLocally, localCubes } from './local-cubes.ts'

const NOTHING: Asked = { answer: null, question: null, loading: false, failed: null }

const keyOf = (question: Question | null): string | null => question && JSON.stringify(question)

/**
 * The answer to a question: at once where the page holds a cube that tells it, else the server's. What
 * the cube lacks of it (what is compared) the server's answer adds. The last answer stays while the
 * next is on its way. While days are being chosen nothing new is asked.
 * @param priority `low`: others may go before it
 */
export function useAnswer(question: Question | null, priority: RequestPriority = 'auto'): Asked {
  const cubes = localCubes.value
  const key = keyOf(question)
  const local = useMemo(() => question && answerLocally(cubes, question), [cubes, key])
  const settled = useRef(question)
  if (!isBrushing.value) settled.current = question
  const asked = useAsked(local?.whole ? null : settled.current, priority)
  const last = useRef(NOTHING)

  if (question === null) last.current = NOTHING
  else if (local?.whole) {
    last.current = { answer: local.answer, question, loading: false, failed: null }
  } else if (asked.answer && !asked.loading && asked.failed === null && isOf(asked, key)) {
    last.current = asked
  } else {
    const known = local ? { answer: local.answer, question } : last.current
    last.current = { ...known, loading: asked.loading, failed: asked.failed }
  }
  return last.current
}

const isOf = (asked: Asked, key: string | null): boolean => keyOf(asked.question) === key
