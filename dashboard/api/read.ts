import type { Health } from '../../server/contract/health.ts'
import type { Loads } from '../../server/contract/loads.ts'

const PATIENCE_MS = 20_000

async function read<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path, {
    headers: { Accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return (await response.json()) as Answer
}

export const readHealth = () => read<Health>('/api/health')
export const readLoads = () => read<Loads>('/api/loads')
