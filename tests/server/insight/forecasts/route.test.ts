import { createServer } from 'node:http'
import express from 'express'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Forecasts, forecastsSchema } from '../../../../server/contract/forecasts.ts'
import { closeServer, listen } from '../../../../server/http/listen.ts'
import { logRequests } from '../../../../server/http/log.ts'
import { answerProblems } from '../../../../server/http/problems.ts'
import { forecastsRoutes } from '../../../../server/routes/forecasts.ts'
import { NotFoundError } from '../../../../sql/model/errors.ts'
import { send } from '../../../support/send.ts'

const STORED: Forecasts[] = ['2024-03-01', '2024-03-02'].map((asOf) => ({
  ...{ city: 'told', asOf, version: 3, through: null, from: asOf, series: [] },
}))

const app = express()
app.set('query parser', 'simple')
app.use(logRequests(pino({ level: 'silent' })))
app.use(
  '/api',
  forecastsRoutes({
    readForecasts: async (city, asOf) => {
      const found = STORED.findLast((one) => one.city === city && (!asOf || one.asOf === asOf))
      if (!found) throw new NotFoundError('There are no such forecasts.', ['2024-03-02'])
      return found
    },
  }),
)
app.use(answerProblems)
const server = createServer(app)
let url: string
beforeAll(async () => {
  url = await listen(server, '127.0.0.1', 0)
})
afterAll(() => closeServer(server))

const get = (query: string, method = 'GET') => send(`${url}/api/forecasts${query}`, { method })

it('gives the newest forecasts, or those of a day, as the contract says', async () => {
  const newest = await get('?city=told')
  expect(newest.status).toBe(200)
  expect(forecastsSchema.parse(newest.json()).asOf).toBe('2024-03-02')
  expect((await get('?city=told&asOf=2024-03-01')).json()).toEqual(STORED[0])
})

it('says what is wrong, and what there is', async () => {
  for (const [query, status] of [
    ['', 400],
    ['?city=told&asOf=yesterday', 400],
    ['?city=told&since=2024-03-01', 400],
    ['?city=elsewhere', 404],
    ['?city=told&asOf=2020-01-01', 404],
  ] as const) {
    const reply = await get(query)
    expect([query, reply.status]).toEqual([query, status])
    expect(reply.headers['content-type']).toContain('application/problem+json')
  }
  expect((await get('?city=elsewhere')).json()).toMatchObject({ allowed: ['2024-03-02'] })
  expect((await get('?city=told', 'DELETE')).status).toBe(405)
})
