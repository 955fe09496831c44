import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runEtl } from '../../support/command-line.ts'
import { hashesOf } from '../../support/hashes.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const MAIN = fileURLToPath(new URL('../../../etl/main.ts', import.meta.url))
const FILES = 6

const plan = (out: string, seed = '9') =>
  `simulate --city beijing --from 2024-01-01 --to 2024-07-01 --per-day 60 --seed ${seed} --out ${out}`.split(
    ' ',
  )

/** Runs the command and kills it as soon as it has told of so many files. */
function killAfter(files: number, out: string, env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...plan(out)], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let told = ''
    child.stdout.on('data', (chunk) => {
      told += chunk
      if (told.split('\n').length > files) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', () => resolve(told.split('\n').length - 1))
  })
}

test('a simulation that is killed goes on where it was, to the same files and the same truth', async () => {
  const env = { WEISU_DATA: await temporaryFolder('resumed-data') }
  const [whole, killed] = [await temporaryFolder('resumed'), await temporaryFolder('resumed')]
  expect((await runEtl(plan(whole), env)).code).toBe(0)

  expect(await killAfter(1, killed, env)).toBeLessThan(FILES)
  expect(existsSync(join(killed, 'truth.json'))).toBe(false)
  await killAfter(3, killed, env)
  const again = await runEtl(plan(killed), env)
  expect(again.code).toBe(0)
  expect(again.stdout.match(/from an earlier run/g)?.length).toBeGreaterThanOrEqual(2)
  expect(hashesOf(killed)).toEqual(hashesOf(whole))

  const idle = await runEtl(plan(killed), env)
  expect(idle.code).toBe(2)
  expect(idle.stderr).toContain('holds extracts already')
  expect(hashesOf(killed)).toEqual(hashesOf(whole))
  expect(existsSync(join(killed, 'history.json'))).toBe(false)
}, 240_000)

test('a folder with another history is refused in words, and stays as it is', async () => {
  const env = { WEISU_DATA: await temporaryFolder('resumed-data') }
  const folder = await temporaryFolder('resumed')
  await killAfter(1, folder, env)
  const before = hashesOf(folder)
  const refused = await runEtl(plan(folder, '10'), env)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('holds a history that was begun with other arguments')
  expect(hashesOf(folder)).toEqual(before)
}, 240_000)
