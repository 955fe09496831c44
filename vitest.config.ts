import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    env: { TZ: 'Pacific/Chatham' },
    pool: 'forks',
    globalSetup: ['tests/support/engine.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
