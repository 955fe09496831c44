import { effect, signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import type { Answer } from '../../sql/model/answer.ts'
import type { Question } from '../../sql/model/question.ts'
import { RefusedError, readAnswer } from '../api/read.ts'
import { health, unreachable } from './freshness.ts'

/** What is known of the answer to a question. */
export interface Asked {
  /** The last answer, while a newer one is on its way too. */
  answer: Answer | null
  /** The question that `answer` answers: an older one while the next answer is on its way. */
  question: Question | null
  loading: boolean
  /** Why there is none, in words for a person; empty: the server could not be reached. */
  failed: string | null
}

interface Asking {
  answer: Promise<Answer>
  told: Answer | null
  waiting: number
  aborter: AbortController
}

const MOST_KEPT = 150
const kept = new Map<string, Asking>()
const attempt = signal(0)

/** Asks everything that failed again. */
export function askAgain(): void {
  attempt.value += 1
}

/** Asks what failed again as soon as the server answers again. */
export function keepAsking(): void {
  effect(() => {
    if (!unreachable.value) attempt.value = attempt.peek() + 1
  })
}

function ask(key: string, question: Question, priority: RequestPriority): Asking {
  const known = kept.get(key)
  if (known) {
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const aborter = new AbortController()
  const asking: Asking = {
    answer: readAnswer(question, aborter.signal, priority),
    told: null,
    waiting: 0,
    aborter,
  }
  kept.set(key, asking)
  asking.answer.then(
    (answer) => {
      asking.told = answer
    },
    () => kept.get(key) === asking && kept.delete(key),
  )
  for (const [oldest, { waiting }] of kept) {
    if (kept.size <= MOST_KEPT) break
    if (waiting === 0) kept.delete(oldest)
  }
  return asking
}

/** Waits for an answer; whoever leaves last before it has come ends the request. */
function wait(asking: Asking, key: string, tell: (asked: Partial<Asked>) => void): () => void {
  let left = false
  asking.waiting += 1
  asking.answer.then(
    (answer) => !left && tell({ answer, loading: false, failed: null }),
    (error: unknown) =>
      !left && tell({ loading: false, failed: error instanceof RefusedError ? error.message : '' }),
  )
  return () => {
    left = true
    asking.waiting -= 1
    if (asking.waiting > 0 || asking.told) return
    asking.aborter.abort()
    if (kept.get(key) === asking) kept.delete(key)
  }
}

interface Held extends Asked {
  key: string | null
}

const NOTHING: Held = { key: null, answer: null, question: null, loading: false, failed: null }

/**
 * The server's answer to a question, asked again when the question changes or its city's data do. The
 * last answer stays while the next is on its way; equal questions are asked once.
 */
export function useAsked(question: Question | null, priority: RequestPriority): Asked {
  const version = health.value?.cities.find(({ id }) => id === question?.city)?.version
  const key = question && `${version} ${JSON.stringify(question)}`
  const [held, hold] = useState(NOTHING)
  useEffect(() => {
    if (!question || !key) {
      hold(NOTHING)
      return
    }
    const asking = ask(key, question, priority)
    if (asking.told) {
      hold({ key, answer: asking.told, question, loading: false, failed: null })
      return
    }
    hold((last) => ({ ...last, key, loading: true, failed: null }))
    return wait(asking, key, (next) =>
      hold((last) => ({ ...last, ...next, ...(next.answer && { question }) })),
    )
  }, [key, attempt.value])
  return held.key === key ? held : { ...held, loading: key !== null, failed: null }
}
