import type { Response } from 'express'

/** Fires when the connection of a request closes before its answer was sent. */
export function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  return gone.signal
}
