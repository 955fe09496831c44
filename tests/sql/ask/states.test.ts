import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../../sql/model/answer.ts'
import type { City } from '../../../sql/model/city.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { createAnswerCache } from '../../../sql/node/answer-cache.ts'
import { type Ask, createAsk } from '../../../sql/node/ask.ts'
import { command } from '../../../sql/node/run.ts'
import { openWarehouse, type Warehouse } from '../../../sql/node/warehouse.ts'
import { loadMonth, publishCity } from '../../support/city.ts'
import { enginePid, isRunning, makeFolder, says, startClient } from '../../support/own-engine.ts'
import { testWarehouse } from '../../support/warehouse.ts'

const month = { slice: 20110700, through: '2012-01-01 04:55:00' }
const told = (batch: number) => [
  { id: `a${batch}`, received_at: '2011-07-04 12:00:00', district: batch % 2 ? 'Quay' : 'Hill' },
]

const QUESTIONS: Question[] = [
  { city: 'harbour', measures: ['complaints'], from: '2011-07-01', to: '2011-08-01' },
  {
    city: 'harbour',
    measures: ['complaints', 'openComplaints'],
    by: ['district'],
    from: '2011-07-01',
    to: '2011-08-01',
  },
]
const QUESTION = QUESTIONS[0] as Question

const timeless = ({ elapsedMs: _, ...answer }: Answer) => answer

describe('answers that are kept', () => {
  let warehouse: Warehouse
  let city: City
  let ask: Ask
  const cache = createAnswerCache()
  beforeAll(async () => {
    warehouse = await testWarehouse('states')
    city = await publishCity(warehouse)
    await loadMonth(warehouse, city, { ...month, batch: 1, told: told(1) })
    ask = createAsk(warehouse, { cache })
  })
  afterAll(() => warehouse.close())

  it('are given until a load returns, and never after it', async () => {
    for (let batch = 2; batch < 6; batch += 1) {
      const before = await ask(QUESTION, EVERYTHING)
      const hits = cache.counts.hits
      expect(timeless(await ask(QUESTION, EVERYTHING))).toEqual(timeless(before))
      expect(cache.counts.hits).toBe(hits + 1)
      await loadMonth(warehouse, city, { ...month, batch, told: told(batch) })
      const after = await ask(QUESTION, EVERYTHING)
      expect([after.version, after.rows]).toEqual([batch, [{ complaints: batch }]])
    }
  })

  it('are those of the same scope', async () => {
    const quay = { where: [{ dimension: 'district' as const, in: ['Quay'] }] }
    const [whole] = (await ask(QUESTION, EVERYTHING)).rows
    const [part] = (await ask(QUESTION, quay)).rows
    expect(part?.complaints).toBeLessThan(Number(whole?.complaints))
  })

  it('of a pack that was published anew are not given', async () => {
    const before = cache.counts.misses
    await ask(QUESTION, EVERYTHING)
    const pack = JSON.stringify({ ...city, residents: 1 })
    await command(
      warehouse,
      "INSERT INTO cities SELECT 'harbour', now64(3), 'another', {pack:String}",
      { pack },
    )
    const asked: Question = { ...QUESTION, measures: ['perThousandResidents'] }
    const [row] = (await ask(asked, EVERYTHING)).rows
    expect(row?.perThousandResidents).toBe(5000)
    await ask(QUESTION, EVERYTHING)
    expect(cache.counts.misses).toBeGreaterThanOrEqual(before + 2)
  })

  it('equal those that are computed, and no reader goes back, while loads go on', async () => {
    const uncached = createAsk(warehouse, { cache: false })
    let loading = true
    const load = (async () => {
      for (let batch = 10; batch < 22; batch += 1) {
        await loadMonth(warehouse, city, { ...month, batch, told: told(batch) })
        await sleep(batch % 3 === 0 ? 60 : 0)
      }
      loading = false
    })()
    const seen: Answer[][] = QUESTIONS.map(() => [])
    const read = async (reader: number) => {
      let last = 0
      for (let turn = reader; loading; turn += 1) {
        const which = turn % QUESTIONS.length
        const answer = await ask(QUESTIONS[which] as Question, EVERYTHING)
        expect(answer.version).toBeGreaterThanOrEqual(last)
        last = answer.version
        seen[which]?.push(answer)
      }
    }
    await Promise.all([load, ...Array.from({ length: 6 }, (_, n) => read(n))])
    expect(new Set(seen.flat().map(({ version }) => version)).size).toBeGreaterThan(3)
    for (const [which, answers] of seen.entries()) {
      // Each load brought one complaint.
      for (const { version, rows } of answers) {
        expect(rows.reduce((sum, row) => sum + Number(row.complaints), 0)).toBe(version)
      }
      const newest = await uncached(QUESTIONS[which] as Question, EVERYTHING)
      const kept = await ask(QUESTIONS[which] as Question, EVERYTHING)
      expect(timeless(kept)).toEqual(timeless(newest))
      expect(newest.version).toBe(17)
    }
  })

  it('computes at once for all what many ask at once', async () => {
    const asked: Question = { ...QUESTION, grain: 'day' }
    const before = { ...cache.counts }
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(asked, EVERYTHING)))
    expect(new Set(answers.map(({ rows }) => rows)).size).toBe(1)
    expect(cache.counts.misses).toBe(before.misses + 1)
  })

  it('lets an asker go', async () => {
    const gone = new AbortController()
    const asked = ask({ ...QUESTION, grain: 'hour' }, EVERYTHING, gone.signal)
    gone.abort()
    await expect(asked).rejects.toThrow(/abort/)
    expect((await ask({ ...QUESTION, grain: 'hour' }, EVERYTHING)).rows).toHaveLength(1)
  })
})

it('a load of another process is seen as soon as it has returned, also after the engine died', async () => {
  const data = makeFolder()
  const warehouse = await openWarehouse({ database: 'life', data })
  try {
    const city = await publishCity(warehouse)
    await loadMonth(warehouse, city, { ...month, batch: 1, told: told(1) })
    const ask = createAsk(warehouse)
    expect((await ask(QUESTION, EVERYTHING)).version).toBe(1)
    const loader = startClient(
      data,
      `for (let version = 2; version < 6; version += 1) {
         const query = "INSERT INTO manifest SELECT * REPLACE (version + 1 AS version, token || 'x' AS token)" +
           ' FROM manifest ORDER BY version DESC LIMIT 1'
         await warehouse.client.command({ query })
         console.log('loaded ' + version)
         await new Promise((resolve) => process.stdin.once('data', resolve))
       }
       await warehouse.close()`,
    )
    for (let version = 2; version < 6; version += 1) {
      await says(loader, `loaded ${version}`)
      expect((await ask(QUESTION, EVERYTHING)).version).toBe(version)
      loader.stdin?.write('next\n')
    }
    const pid = enginePid(data)
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
    const versionNow = async () => (await ask(QUESTION, EVERYTHING)).version
    await expect.poll(() => versionNow().catch(() => 0), { timeout: 20_000 }).toBe(5)
  } finally {
    await warehouse.close()
  }
})
