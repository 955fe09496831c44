import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadPack, publishPack } from '../../etl/cities/pack.ts'
import { loadFile } from '../../etl/load-file.ts'
import { writeExtract } from '../../etl/simulate/extract.ts'
import { questionSchema } from '../../server/contract/question.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { type Ask, createAsk } from '../../sql/node/ask.ts'
import { readCatalog } from '../../sql/node/catalog.ts'
import { readSnapshot, type Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { openPeer, type Peer } from '../bench/duckdb-peer.ts'
import { expect as expectAnswer } from '../bench/plain/answer.ts'
import { differ } from '../bench/plain/differ.ts'
import { writeRead } from '../bench/plain/read.ts'
import { shapeOf } from '../bench/plain/shape.ts'
import { testWarehouse } from '../support/warehouse.ts'
import type { Ground } from './draw.ts'
import { drawnForm, fixedForm, KINDS, NAMED, type NamedQuestion } from './named.ts'

const FROM = '2022-10-01'
const TO = '2024-03-14'
const at = (day: string, time = '00:00') =>
  new Date(
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Asia/Shanghai')
      .epochMilliseconds,
  )

let warehouse: Warehouse
let ask: Ask
let ground: Ground
let snapshot: Snapshot
let peer: Peer
const folder = mkdtempSync(join(tmpdir(), 'weisu-named-'))

beforeAll(async () => {
  warehouse = await testWarehouse('named')
  const pack = await loadPack('beijing', [join(import.meta.dirname, '../../etl/cities')])
  await publishPack(warehouse, pack)
  const until = at(TO, '15:20')
  const plan = { pack, seed: 5, from: FROM, to: '2024-04-01', perDay: 60, plants: false }
  const { path } = await writeExtract(plan, at(FROM), until, folder)
  const context = { warehouse, data: folder, pack, requesterKey: [3n, 4n] as const, now: until }
  const loaded = await loadFile(context, 'hotline', path)
  expect(loaded.state).toBe('loaded')
  snapshot = await readSnapshot(warehouse, 'beijing')
  ask = createAsk(warehouse)
  const { dimensions } = await readCatalog(warehouse, 'beijing')
  ground = {
    city: snapshot.city,
    dimensions,
    begin: FROM,
    through: `${TO}T15:20:00+08:00`,
  }
  peer = await openPeer(warehouse, snapshot, folder, () => undefined)
}, 180_000)

afterAll(async () => {
  peer?.close()
  await warehouse?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function check(named: NamedQuestion, question: ReturnType<NamedQuestion['question']>) {
  questionSchema.parse(question)
  const shape = shapeOf(question, ground.city, Date.parse(ground.through))
  const sql = shape && writeRead(shape, peer.ranks)
  if (!shape || !sql) throw new Error(`${named.name} has no independent computation`)
  const answer = await ask(question, EVERYTHING)
  const wanted = expectAnswer(shape, [{ rows: await peer.read(sql), counts: shape.counts }])
  expect({ question, differences: differ(wanted, answer.rows) }).toEqual({
    question,
    differences: [],
  })
  return answer.rows.length
}

describe('the named Questions', () => {
  test('have names of their own and cover every kind', () => {
    const names = NAMED.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect([...new Set(NAMED.map(({ kind }) => kind))]).toEqual(KINDS)
  })

  test('are the same for the same city, and others in another turn', () => {
    for (const named of NAMED) {
      expect(fixedForm(named, ground)).toEqual(fixedForm(named, ground))
      expect(drawnForm(named, ground, 3)).toEqual(drawnForm(named, ground, 3))
    }
    const drawn = NAMED.filter(
      (named) =>
        JSON.stringify(drawnForm(named, ground, 1)) !== JSON.stringify(drawnForm(named, ground, 2)),
    )
    expect(drawn.length).toBeGreaterThan(NAMED.length / 2)
  })

  test('are answered as another engine computes them', async () => {
    const rows: number[] = []
    for (const named of NAMED) rows.push(await check(named, fixedForm(named, ground)))
    expect(rows.filter((count) => count > 0).length).toBeGreaterThan(0.8 * NAMED.length)
  }, 300_000)

  test('are so on other days, in other areas and categories', async () => {
    // What is narrowed is so in another way in each turn.
    for (const named of NAMED) {
      for (let turn = 1; turn <= (named.name.endsWith('narrowed') ? 6 : 1); turn++) {
        await check(named, drawnForm(named, ground, turn))
      }
    }
  }, 300_000)
})
