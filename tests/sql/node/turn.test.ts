import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { takeTurn } from '../../../sql/node/turn.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-turn-'))
  await mkdir(join(data, 'turns'))
})
afterEach(() => rm(data, { recursive: true, force: true }))

const leave = async (text: string, age: number): Promise<void> => {
  const path = join(data, 'turns', 'river.pid')
  await writeFile(path, text)
  const then = new Date(Date.now() - age * 1000)
  await utimes(path, then, then)
}

it.each([
  ['of this process, as in a container that was started anew', String(process.pid), 5],
  ['of a living process, but from before the machine was started', String(process.ppid), 1e9],
  ['of a process that is gone', '4194304', 5],
  ['that nobody wrote a number into', '', 120],
])('a turn left behind is taken: one %s', async (_what, text, age) => {
  await leave(text, age)
  const give = await takeTurn(data, 'river', AbortSignal.timeout(5000))
  await give()
})

it('a turn that is held is waited for, by others of the same process too', async () => {
  const give = await takeTurn(data, 'river')
  await expect(takeTurn(data, 'river', AbortSignal.timeout(500))).rejects.toThrow()
  await give()
  const giveAgain = await takeTurn(data, 'river', AbortSignal.timeout(5000))
  await giveAgain()
})

it('of many that ask at once, one has the turn at a time', async () => {
  let working = 0
  const met: number[] = []
  const work = async () => {
    const give = await takeTurn(data, 'river', AbortSignal.timeout(30_000))
    working += 1
    met.push(working)
    // Long enough for the others to look at the file, whatever state it is in.
    await sleep(2)
    working -= 1
    await give()
  }
  for (let round = 0; round < 25; round += 1) await Promise.all([work(), work(), work()])
  expect(met).toEqual(Array(75).fill(1))
})
