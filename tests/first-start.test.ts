import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerSchema } from '../server/contract/answer.ts'
import { healthSchema } from '../server/contract/health.ts'
import { loadsSchema } from '../server/contract/loads.ts'
import { type Product, startProduct } from './support/product.ts'
import { send } from './support/send.ts'

/** After the other tests, which wait for the engine and the browser. */
const COMMAND = ['nice', '-n', '10', process.execPath, '--import', 'tsx', 'server/main.ts']

let data: string
let product: Product
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-first-'))
  product = await startProduct(COMMAND, data)
}, 600_000)
afterAll(async () => {
  await product?.stop()
  await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
})

const readCity = async () => {
  const health = healthSchema.parse((await send(`${product.url}/api/health`)).json())
  const city = health.cities.find(({ id }) => id === 'beijing')
  if (!city?.through) throw new Error('Beijing has no data')
  return { ...city, through: city.through }
}

/** Complaints of each month of the 38 months before tomorrow. */
async function readMonths(through: string) {
  const to = new Date(Date.parse(`${through.slice(0, 10)}T00:00:00Z`) + 86_400_000)
  const from = new Date(to)
  from.setUTCMonth(from.getUTCMonth() - 38)
  const day = (date: Date) => date.toISOString().slice(0, 10)
  const question = {
    city: 'beijing',
    measures: ['complaints', 'openComplaints'],
    grain: 'month',
    from: day(from),
    to: day(to),
  }
  const answer = await send(`${product.url}/api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  })
  return answerSchema.parse(answer.json()).rows
}

it('begins with three million complaints of 36 months, through the real load, and loses none', async () => {
  const city = await readCity()
  expect(city.complaints).toBeGreaterThanOrEqual(3_000_000)
  expect(product.said()).toMatch(/Simulating the hotline.*100 %/)
  expect(product.said()).toMatch(/Loading it.*100 %/)

  const months = await readMonths(city.through)
  expect(months.length).toBeGreaterThanOrEqual(37)
  for (const month of months) expect(month.complaints).toBeGreaterThan(1000)
  const sum = months.reduce((all, month) => all + Number(month.complaints), 0)
  expect(sum).toBe(city.complaints)

  const { loads } = loadsSchema.parse((await send(`${product.url}/api/loads?city=beijing`)).json())
  for (const load of loads) {
    expect(load).toMatchObject({ city: 'beijing', source: 'hotline', state: 'loaded' })
  }

  expect(await product.stop()).toBe(0)
  product = await startProduct(COMMAND, data)
  const again = await readCity()
  expect(again.complaints).toBeGreaterThanOrEqual(city.complaints)
  expect(again.version).toBeGreaterThanOrEqual(city.version)
  expect(product.said()).not.toContain('Simulating')
}, 600_000)

it('goes on telling: a new extract comes in by itself and is loaded', async () => {
  const before = await readCity()
  await expect
    .poll(async () => (await readCity()).through > before.through, {
      timeout: 240_000,
      interval: 1000,
    })
    .toBe(true)
}, 300_000)
