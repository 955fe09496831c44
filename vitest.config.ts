import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    env: { TZ: 'Pacific/Chatham' },
    pool: 'forks',
    // Many tests wait for processes that start or end: on two cores a third worker fills the gaps.
    maxWorkers: Math.max(3, availableParallelism()),
    globalSetup: ['tests/support/engine.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for counts, not how long a busy machine takes for it.
    expect: { poll: { timeout: 20_000 } },
  },
})
