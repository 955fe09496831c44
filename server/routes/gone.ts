import type { Response } from 'express'

/** Fires when the connection of a request has closed: nobody waits for its answer any more. */
export function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  return gone.signal
}
