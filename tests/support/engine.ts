import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openWarehouse } from '../../sql/node/warehouse.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The data folder of the one engine that all test files share. */
    data: string
  }
}

/** Starts the engine that all test files share, and holds it until the last has ended. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'weisu-tests-'))
  const warehouse = await openWarehouse({ database: 'held', data })
  project.provide('data', data)
  return async () => {
    await warehouse.close()
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}
