import type { RequestHandler } from 'express'
import { CrowdedError } from './refusals.ts'

/**
 * Takes at most `most` requests at once; what comes beyond is told to try again.
 * @throws CrowdedError
 */
export function limitCrowd(most: number): RequestHandler {
  let present = 0
  return (_request, response, next) => {
    if (present >= most) {
      throw new CrowdedError('More requests than this server takes at once: try again in a second.')
    }
    present += 1
    response.once('close', () => {
      present -= 1
    })
    next()
  }
}
