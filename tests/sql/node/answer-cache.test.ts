import { expect, it } from 'vitest'
import { createAnswerCache, type Found } from '../../../sql/node/answer-cache.ts'

const found = (rows: number): Found => ({
  columns: [{ id: 'complaints', role: 'measure' }],
  rows: Array.from({ length: rows }, (_, complaints) => ({ complaints })),
  through: null,
  version: 1,
  source: 'complaints',
})

/** A computation that ends when it is told to, and knows whether it was told to stop. */
function pending() {
  let settle = { resolve: (_: Found) => {}, reject: (_: Error) => {} }
  let stop: AbortSignal | undefined
  let begun = 0
  const promise = new Promise<Found>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return {
    compute: (signal: AbortSignal) => {
      begun += 1
      stop = signal
      return promise
    },
    resolve: (answer: Found) => settle.resolve(answer),
    reject: (error: Error) => settle.reject(error),
    begun: () => begun,
    stopped: () => stop?.aborted,
  }
}

it('computes once what is asked at the same time, then answers from memory', async () => {
  const cache = createAnswerCache()
  const one = pending()
  const asked = [1, 2, 3].map(() => cache.get('a', one.compute))
  one.resolve(found(2))
  const answers = await Promise.all(asked)
  expect(new Set(answers).size).toBe(1)
  expect(await cache.get('a', one.compute)).toBe(answers[0])
  expect(one.begun()).toBe(1)
  expect(cache.counts).toMatchObject({ misses: 1, shared: 2, hits: 1, entries: 1 })
})

it('gives nobody the rows to change', async () => {
  const cache = createAnswerCache()
  const { rows } = await cache.get('a', async () => found(2))
  expect(() => rows.reverse()).toThrow(TypeError)
})

it('lets one go without harm to the others, and ends the work when all have gone', async () => {
  const cache = createAnswerCache()
  const one = pending()
  const [first, second] = [new AbortController(), new AbortController()]
  const left = cache.get('a', one.compute, first.signal)
  const stays = cache.get('a', one.compute, second.signal)
  first.abort()
  await expect(left).rejects.toThrow(/abort/)
  expect(one.stopped()).toBe(false)
  one.resolve(found(1))
  expect((await stays).rows).toHaveLength(1)

  const other = pending()
  const alone = new AbortController()
  const leaving = cache.get('b', other.compute, alone.signal)
  alone.abort()
  await expect(leaving).rejects.toThrow(/abort/)
  expect(other.stopped()).toBe(true)
  other.reject(new Error('The user aborted a request.'))
  // Whoever comes afterwards does not wait for what was ended.
  expect((await cache.get('b', async () => found(3))).rows).toHaveLength(3)
})

it('keeps no failure', async () => {
  const cache = createAnswerCache()
  const one = pending()
  const asked = [cache.get('a', one.compute), cache.get('a', one.compute)]
  one.reject(new Error('the engine died'))
  for (const answer of asked) await expect(answer).rejects.toThrow('the engine died')
  expect((await cache.get('a', async () => found(1))).rows).toHaveLength(1)
})

it('keeps the answers that were asked for last, within its number and its size', async () => {
  const cache = createAnswerCache({ entries: 3, bytes: 1_000_000 })
  const ask = (key: string, rows = 1) => cache.get(key, async () => found(rows))
  for (const key of ['a', 'b', 'c', 'a', 'd']) await ask(key)
  expect(cache.counts).toMatchObject({ entries: 3, hits: 1, misses: 4 })
  await ask('a')
  expect(cache.counts.hits).toBe(2)
  await ask('b')
  expect(cache.counts.misses).toBe(5)

  const small = createAnswerCache({ entries: 100, bytes: 20_000 })
  for (let n = 0; n < 50; n += 1) await small.get(`${n}`, async () => found(10))
  expect(small.counts.bytes).toBeLessThanOrEqual(20_000)
  expect(small.counts.entries).toBeGreaterThan(5)
  // One that would push out all others is answered, but not kept.
  const before = { ...small.counts }
  await small.get('large', async () => found(1000))
  expect(small.counts).toEqual({ ...before, misses: before.misses + 1 })
})
