import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { watchFolders } from '../../etl/watch-folders.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const QUIET_MS = 300
let ending = new AbortController()
afterEach(() => {
  ending.abort()
  ending = new AbortController()
})

it('looks once a file has lain still, and again for the next', async () => {
  const folder = join(await temporaryFolder('watch'), 'inbox', 'hotline')
  const look = vi.fn(async () => undefined)
  await watchFolders([folder], QUIET_MS, look, ending.signal)
  expect(existsSync(folder)).toBe(true)

  const file = join(folder, 'a.csv')
  writeFileSync(file, 'id\n')
  for (let i = 0; i < 5; i++) {
    await sleep(QUIET_MS / 6)
    appendFileSync(file, `${i}\n`)
  }
  expect(look).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(1), 5000)

  writeFileSync(join(folder, 'b.csv'), 'id\n')
  await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(2), 5000)
})

it('never looks twice at a time, and not after its end', async () => {
  const folder = await temporaryFolder('watch')
  let under = 0
  let most = 0
  let looks = 0
  const look = async () => {
    looks++
    under++
    most = Math.max(most, under)
    await sleep(3 * QUIET_MS)
    under--
  }
  await watchFolders([folder], QUIET_MS, look, ending.signal)
  writeFileSync(join(folder, 'a.csv'), 'id\n')
  await vi.waitFor(() => expect(under).toBe(1), 5000)
  writeFileSync(join(folder, 'b.csv'), 'id\n')
  await vi.waitFor(() => expect(looks).toBe(2), 5000)
  expect(most).toBe(1)

  ending.abort()
  await vi.waitFor(() => expect(under).toBe(0), 5000)
  writeFileSync(join(folder, 'c.csv'), 'id\n')
  await sleep(2 * QUIET_MS)
  expect(looks).toBe(2)
})
