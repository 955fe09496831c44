import { WarehouseBusyError, WarehouseDownError } from '../model/errors.ts'

const GONE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
])
/** TOO_MANY_SIMULTANEOUS_QUERIES */
const BUSY = '202'

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : ''

/** Whether an error says that the warehouse is not there, or died under the request. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return GONE.has(codeOf(error)) || error.message === 'aborted' || isGone(error.cause)
}

/**
 * Runs a request of `warehouse.client`, and turns a lost connection, or a warehouse that takes no more
 * requests just now, into a WarehouseDownError (of the second kind: a WarehouseBusyError).
 */
export async function reaching<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof WarehouseDownError) throw error
    if (error instanceof Error && codeOf(error) === BUSY) {
      const busy = 'The warehouse takes no more requests just now: try again in a moment.'
      throw new WarehouseBusyError(busy, { cause: error })
    }
    if (!isGone(error)) throw error
    const gone = 'The warehouse cannot be reached, or died while it was asked: try again.'
    throw new WarehouseDownError(gone, { cause: error })
  }
}
