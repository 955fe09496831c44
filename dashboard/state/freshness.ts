import { batch, signal } from '@preact/signals'
import type { Health } from '../../server/contract/health.ts'
import type { Load } from '../../server/contract/loads.ts'
import { readHealth, readLoads } from '../api/read.ts'

export const health = signal<Health | null>(null)
export const loads = signal<Load[]>([])
/** When the server last answered. */
export const seenAt = signal<Date | null>(null)
export const unreachable = signal(false)

const EVERY_MS = 10_000

async function refresh(): Promise<void> {
  try {
    const [nextHealth, nextLoads] = await Promise.all([readHealth(), readLoads()])
    batch(() => {
      health.value = nextHealth
      loads.value = nextLoads.loads
      seenAt.value = new Date()
      unreachable.value = false
    })
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
  void turn()
}
