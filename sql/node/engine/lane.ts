import { Refusal } from './failure.ts'
import type { EngineSession } from './session.ts'

export interface LaneSize {
  sessions: number
  waiting: number
  waitMs: number
}

/** Runs tasks on a fixed number of sessions; the others wait their turn, in order of arrival. */
export interface Lane {
  run<T>(task: (session: EngineSession) => Promise<T>, spent?: () => boolean): Promise<T>
}

/**
 * Opens a lane. A session is replaced after any error, and where `spent` says so.
 * Throws a Refusal (202) when too many wait, or when one waited too long.
 */
export function openLane(size: LaneSize, open: () => EngineSession): Lane {
  const idle: EngineSession[] = []
  const waiting: { enter: () => void }[] = []
  let running = 0

  const enter = (): Promise<void> => {
    if (running < size.sessions) {
      running += 1
      return Promise.resolve()
    }
    if (waiting.length >= size.waiting) return Promise.reject(tooMany())
    return new Promise((resolve, reject) => {
      const place = {
        enter: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(place), 1)
        reject(tooMany())
      }, size.waitMs)
      waiting.push(place)
    })
  }

  const leave = () => {
    const next = waiting.shift()
    if (next) next.enter()
    else running -= 1
  }

  return {
    run: async (task, spent = () => false) => {
      await enter()
      try {
        const session = idle.pop() ?? open()
        try {
          const result = await task(session)
          if (spent()) session.close()
          else idle.push(session)
          return result
        } catch (error) {
          session.close()
          throw error
        }
      } finally {
        leave()
      }
    },
  }
}

const tooMany = () =>
  new Refusal(
    202,
    'TOO_MANY_SIMULTANEOUS_QUERIES',
    'Too many simultaneous queries: try again in a moment.',
  )
