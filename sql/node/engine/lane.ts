import { Refusal } from './failure.ts'
import type { EngineSession } from './session.ts'

export interface LaneSize {
  sessions: number
  waiting: number
  waitMs: number
}

/** How somebody waits for a session. */
interface Turn {
  /** Fires when nobody waits for the result any more: the place in the queue goes to the next. */
  gone?: AbortSignal
  /** Longest wait; without it the lane's own. */
  waitMs?: number | undefined
}

/** Runs tasks on a fixed number of sessions; the others wait their turn, in order of arrival. */
export interface Lane {
  run<T>(
    task: (session: EngineSession) => Promise<T>,
    turn?: Turn,
    spent?: () => boolean,
  ): Promise<T>
}

/**
 * Opens a lane. A session is replaced after any error, and where `spent` says so.
 * Throws a Refusal (202) when too many wait, or when one waited too long.
 */
export function openLane(size: LaneSize, open: () => EngineSession): Lane {
  const idle: EngineSession[] = []
  const waiting = new Set<() => void>()
  let running = 0

  const enter = async ({ gone, waitMs = size.waitMs }: Turn): Promise<void> => {
    if (gone?.aborted) throw new Error('The client has gone.')
    if (running < size.sessions) {
      running += 1
      return
    }
    if (waiting.size >= size.waiting) throw tooMany()
    await new Promise<void>((resolve, reject) => {
      const settle = (end: () => void) => () => {
        waiting.delete(take)
        clearTimeout(timer)
        gone?.removeEventListener('abort', leave)
        end()
      }
      const take = settle(resolve)
      const leave = settle(() => reject(new Error('The client has gone.')))
      const timer = setTimeout(
        settle(() => reject(tooMany())),
        waitMs,
      )
      gone?.addEventListener('abort', leave)
      waiting.add(take)
    })
  }

  const leave = () => {
    const [next] = waiting
    if (next) next()
    else running -= 1
  }

  return {
    run: async (task, turn = {}, spent = () => false) => {
      await enter(turn)
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
