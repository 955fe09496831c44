import { expect, test } from 'vitest'
import { openLane } from '../../../../sql/node/engine/lane.ts'
import type { EngineSession } from '../../../../sql/node/engine/session.ts'

const session: EngineSession = {
  run: () => Promise.reject(new Error('not asked here')),
  close: () => {},
}

/** A lane whose one session is taken until `free` is called. */
function takenLane(waiting: number, waitMs = 60_000) {
  const lane = openLane({ sessions: 1, waiting, waitMs }, () => session)
  let free = () => {}
  const first = lane.run(
    () =>
      new Promise<void>((resolve) => {
        free = resolve
      }),
  )
  return { lane, free: () => free(), first }
}

test('whoever has gone leaves the queue at once, and the next comes up', async () => {
  const { lane, free, first } = takenLane(1)
  const gone = new AbortController()
  const order: string[] = []
  const left = lane.run(async () => order.push('left'), { gone: gone.signal })
  await expect(lane.run(async () => {})).rejects.toThrow(/Too many/)
  gone.abort()
  await expect(left).rejects.toThrow(/gone/)
  const next = lane.run(async () => order.push('next'))
  free()
  await Promise.all([first, next])
  expect(order).toEqual(['next'])
  await expect(lane.run(async () => 1, { gone: gone.signal })).rejects.toThrow(/gone/)
})

test('a request waits as long as it wants, else as long as the lane lets it', async () => {
  const { lane, free, first } = takenLane(5, 20)
  const patient = lane.run(async () => 'patient', { waitMs: 60_000 })
  await expect(lane.run(async () => 'usual')).rejects.toThrow(/Too many/)
  free()
  expect([await first, await patient]).toEqual([undefined, 'patient'])
})
