import { WarehouseDownError } from '../model/errors.ts'

const GONE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT'],
  // TOO_MANY_SIMULTANEOUS_QUERIES: there, but taking no more just now.
  '202',
])

/** Whether an error says that the warehouse is not there, or died under the request. */
function isWarehouseGone(error: unknown): boolean {
  if (error instanceof WarehouseDownError) return true
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && GONE.has(error.code)) return true
  return error.message === 'aborted' || isWarehouseGone(error.cause)
}

/** Runs a request of `warehouse.client`, and turns a lost connection into a WarehouseDownError. */
export async function reaching<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof WarehouseDownError || !isWarehouseGone(error)) throw error
    throw new WarehouseDownError(
      'The warehouse cannot be reached, or died while it was asked: try again.',
      { cause: error },
    )
  }
}
