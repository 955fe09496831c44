import { ClickHouseError } from '@clickhouse/client'
import { NARROW } from '../compile/limit.ts'
import { TooMuchError } from '../model/errors.ts'

/** TOO_MANY_ROWS, TIMEOUT_EXCEEDED, TOO_SLOW, MEMORY_LIMIT_EXCEEDED: the engine's words for "narrow it". */
const TOO_MUCH = new Set(['158', '159', '160', '241'])

/** Turns the engine's limits into a TooMuchError that says how to narrow the request. */
export async function withinLimits<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof ClickHouseError && TOO_MUCH.has(error.code)) {
      throw new TooMuchError(`That would take too long. ${NARROW}`, { cause: error })
    }
    throw error
  }
}
