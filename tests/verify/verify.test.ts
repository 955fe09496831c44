import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isRight, verifyFolder } from './run.ts'

const FOLDER = fileURLToPath(new URL('../../../shared/reference/stats/', import.meta.url))

// Skipped where the reference cases do not lie beside the project.
describe.skipIf(!existsSync(FOLDER))('the methods of server/stats', () => {
  it('agree with the reference cases', async () => {
    const verdicts = await verifyFolder(FOLDER)
    expect(verdicts.length).toBeGreaterThan(0)
    expect(verdicts.filter((verdict) => !isRight(verdict))).toEqual([])
  })
})
