import { afterAll, beforeAll, expect, it } from 'vitest'
import { briefDay } from '../../../etl/briefing.ts'
import { writeText } from '../../../server/briefing/prose.ts'
import { type Brook, openBrook } from './brook.ts'
import { makeDays } from './brook-days.ts'

const THROUGH = '2026-04-11 07:00:00'

let brook: Brook

beforeAll(async () => {
  brook = await openBrook('briefing_last_year')
  const until = { through: THROUGH }
  // A few strays of the time before the source began, as late changes of old complaints bring them.
  const strays = makeDays({ from: '2025-01-01', to: '2025-02-28', perDay: 3, seed: 8, ...until })
  const begun = makeDays({ from: '2025-03-05', to: '2025-05-15', perDay: 60, seed: 9, ...until })
  const now = makeDays({ from: '2026-01-01', to: '2026-04-11', perDay: 60, seed: 10, ...until })
  await brook.load([...strays, ...begun, ...now], THROUGH)
}, 120_000)
afterAll(() => brook?.close())

async function overviewOf(day: string) {
  const document = await briefDay(brook.warehouse, 'brook', day, new Date('2026-04-11T00:00:00Z'))
  const told = document.sections.find(({ id }) => id === 'overview')?.paragraphs ?? []
  const write = (language: 'en' | 'zh') =>
    told.map((one) => writeText(one[language], document.facts, language)).join(' ')
  return { en: write('en'), zh: write('zh') }
}

it('compares a month whose dates last year has, and not a year that it has in part', async () => {
  const { en, zh } = await overviewOf('2026-04-10')
  expect(en).toMatch(/This month so far: \d+, (up|down) [\d.]+% on the same dates of last year/)
  expect(en).toMatch(/This year so far: [\d,]+\. Last year's data do not cover the same part/)
  expect(zh).toContain('本年累计因去年同期数据不全，不作同比。')
})

it('compares neither where last year began in the middle, nor a day with strays', async () => {
  const { en, zh } = await overviewOf('2026-03-20')
  expect(en).toContain('so neither is compared.')
  expect(zh).toContain('去年同期数据不全，不作同比。')
  const early = await overviewOf('2026-02-20')
  expect(early.en).not.toContain('same weekday of last year')
})
