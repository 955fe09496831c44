import { useEffect, useState } from 'preact/hooks'
import type { AlertDetail } from '../../../server/contract/alerts.ts'
import { readAlert } from '../../api/alerts.ts'
import { RefusedError } from '../../api/read.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { language } from '../../state/language.ts'

/** Why something could not be had, in a sentence. */
export const whyOf = (error: unknown): string =>
  error instanceof RefusedError ? error.message : MESSAGES[language.peek()].notAnswered

interface Detail {
  detail: AlertDetail | null
  failed: string | null
  learn: (detail: AlertDetail) => void
}

/**
 * The history of an alert and what people did about it.
 * @param state changes whenever there may be more to read
 */
export function useDetail(id: string, state: string): Detail {
  const [detail, learn] = useState<AlertDetail | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  useEffect(() => {
    const aborter = new AbortController()
    readAlert(id, aborter.signal).then(
      (next) => {
        learn(next)
        setFailed(null)
      },
      (error: unknown) => {
        if (!aborter.signal.aborted) setFailed(whyOf(error))
      },
    )
    return () => aborter.abort()
  }, [id, state])
  return { detail, failed, learn }
}
