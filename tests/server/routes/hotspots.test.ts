import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hotspotsSchema } from '../../../server/contract/hotspots.ts'
import { answerProblems } from '../../../server/http/problems.ts'
import type { Hotspots } from '../../../server/insight/hotspots/document.ts'
import { ofCategory } from '../../../server/insight/hotspots/of-category.ts'
import { hotspotsRoutes } from '../../../server/routes/hotspots.ts'
import { NotFoundError } from '../../../sql/model/errors.ts'
import type { Question } from '../../../sql/model/question.ts'
import { send } from '../../support/send.ts'

const question: Question = {
  ...{
    city: 'board',
    measures: ['complaints'],
    grain: 'week',
    from: '2025-03-10',
    to: '2026-03-09',
  },
  where: [{ dimension: 'category2', in: ['a2'] }],
}
const reason = { en: 'Too few.', zh: '太少。' }
const DOCUMENT: Hotspots = {
  ...{ city: 'board', asOf: '2026-03-11', version: 3, through: '2026-03-11T07:00:00+08:00' },
  weeks: { from: '2025-03-10', to: '2026-03-09' },
  adjacency: { method: 'boundaries', schematic: true },
  basis: 'residents',
  categories: [
    { category: 'a', level: 1, complaints: 900, areas: [], scan: [] },
    {
      ...{ category: 'a2', level: 2, complaints: 300 },
      areas: [
        {
          ...{ area: 's1', class: 'new', zNow: 4.2, weeksHot: 1, counts: [0, 1, 9], question },
          centre: { lon: 116, lat: 40 },
          trend: { tau: 0.2, p: 0.04 },
        },
      ],
      scan: [
        {
          ...{ areas: ['s1', 's2'], centre: { lon: 116, lat: 40 }, begin: '2026-03-02', weeks: 1 },
          ...{ observed: 12, expected: 1.5, ratio: 8, p: 0.001, pPast: null, question },
        },
      ],
    },
  ],
  hexagons: {
    ...{ width: 500, since: '2026-02-09', to: '2026-03-09' },
    grid: { lon: 116, lat: 40, across: 0.006, up: 0.004 },
    bins: [
      [0, 0],
      [1, 0],
    ],
    categories: ['', 'a'].map((category) => ({
      ...{ category, complaints: 70, question },
      hot: [
        { q: 1, r: 0, observed: 9, expected: 2.5, around: { observed: 12, expected: 4 }, z: 4 },
      ],
    })),
  },
  reasons: [
    { part: 'classes', category: null, area: 's9', reason },
    { part: 'scan', category: 'a', area: null, reason },
    { part: 'scan', category: 'a2', area: null, reason },
  ],
}

let server: Server
let url = ''
beforeAll(async () => {
  const app = express().set('query parser', 'simple')
  app.use(
    '/api',
    hotspotsRoutes({
      readHotspots: async (city, asOf) => {
        if (city === 'board' && (asOf ?? DOCUMENT.asOf) === DOCUMENT.asOf) return DOCUMENT
        throw new NotFoundError('There are none.', [DOCUMENT.asOf])
      },
    }),
  )
  app.use(answerProblems)
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/hotspots`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

describe('the API of hot spots', () => {
  it.each(['city=board', 'city=board&asOf=2026-03-11'])('gives them by %s', async (query) => {
    const { status, headers, text } = await send(`${url}?${query}`)
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-cache')
    expect(hotspotsSchema.parse(JSON.parse(text))).toEqual(DOCUMENT)
    const etag = String(headers.etag)
    const again = await send(`${url}?${query}`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  it('gives one category, with what holds for all', async () => {
    const { text } = await send(`${url}?city=board&category=a2`)
    const { categories, reasons } = hotspotsSchema.parse(JSON.parse(text))
    expect(categories).toEqual([DOCUMENT.categories[1]])
    expect(reasons).toEqual([DOCUMENT.reasons[0], DOCUMENT.reasons[2]])
  })

  it('gives the hexagons of one category, and documents of before there were any', async () => {
    const { text } = await send(`${url}?city=board&category=a`)
    const { hexagons } = hotspotsSchema.parse(JSON.parse(text))
    expect(hexagons).toEqual({
      ...DOCUMENT.hexagons,
      categories: [DOCUMENT.hexagons?.categories[1]],
    })
    const { hexagons: _, ...before } = DOCUMENT
    expect(hotspotsSchema.parse(ofCategory(before, 'a'))).not.toHaveProperty('hexagons')
  })

  it.each([
    ['city=nowhere', ['2026-03-11']],
    ['city=board&asOf=2026-03-10', ['2026-03-11']],
    ['city=board&category=zz', ['a', 'a2']],
  ])('has none by %s, and says what there is', async (query, allowed) => {
    const { status, headers, json } = await send(`${url}?${query}`)
    expect(status).toBe(404)
    expect(headers['content-type']).toContain('application/problem+json')
    expect(json()).toMatchObject({ allowed })
  })

  it.each([
    ['', /city is missing/],
    ['city=board&asOf=yesterday', /asOf is not/],
    ['city=board&asOf=2026-02-30', /asOf is not/],
    ['city=board&category=', /category is empty/],
    ['city=board&level=1', /Unknown field "level"/],
  ])('refuses "%s"', async (query, detail) => {
    const { status, json } = await send(`${url}?${query}`)
    expect(status).toBe(400)
    expect(json()).toMatchObject({ detail: expect.stringMatching(detail) })
  })

  it('is read alone', async () => {
    expect((await send(`${url}?city=board`, { method: 'POST' })).status).toBe(405)
  })
})
