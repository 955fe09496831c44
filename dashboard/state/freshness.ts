import { batch, effect, signal } from '@preact/signals'
import type { Health } from '../../server/contract/health.ts'
import type { Load } from '../../server/contract/loads.ts'
import { readHealth, readLoads } from '../api/read.ts'
import { path } from './address.ts'

export const health = signal<Health | null>(null)
/** Null until they are read. */
export const loads = signal<Load[] | null>(null)
/** When the server last answered. */
export const seenAt = signal<Date | null>(null)
export const unreachable = signal(false)

const EVERY_MS = 10_000
const LOADS_PAGE = '/data'

async function refresh(): Promise<void> {
  try {
    const next = await readHealth()
    batch(() => {
      health.value = next
      seenAt.value = new Date()
      unreachable.value = false
    })
    // The list of loads is a page of its own: no number waits for it.
    if (path.peek() === LOADS_PAGE) loads.value = (await readLoads()).loads
  } catch {
    unreachable.value = true
  }
}

/** Reads the state of the warehouse now and every ten seconds, while somebody looks. */
export function keepFresh(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const turn = async () => {
    clearTimeout(timer)
    await refresh()
    clearTimeout(timer)
    if (!document.hidden) timer = setTimeout(turn, EVERY_MS)
  }
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void turn()
  })
  effect(() => {
    if (path.value === LOADS_PAGE || !health.peek()) void turn()
  })
}
