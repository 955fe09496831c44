import { expect, it, onTestFinished } from 'vitest'
import { forecastsSchema } from '../../../../server/contract/forecasts.ts'
import { calendarOf } from '../../../../server/insight/calendar.ts'
import { makeForecasts } from '../../../../server/insight/forecasts/make-forecasts.ts'
import type { Question } from '../../../../sql/model/question.ts'
import { EVERYTHING } from '../../../../sql/model/scope.ts'
import { createAsk } from '../../../../sql/node/ask.ts'
import { BROOK, openBrook } from '../../briefing/brook.ts'
import { makeDays } from '../../briefing/brook-days.ts'

const AS_OF = '2026-03-13'

it('forecasts from the answers of the warehouse, one data version for all', async () => {
  const brook = await openBrook('forecasts')
  onTestFinished(() => brook.close())
  const through = `${AS_OF} 07:00:00`
  const days = makeDays({ from: '2025-10-01', to: AS_OF, through, perDay: 60, seed: 2 })
  await brook.load(days, through)
  const asked: Question[] = []
  const engine = createAsk(brook.warehouse)
  const ask = (question: Question) => {
    asked.push(question)
    return engine(question, EVERYTHING)
  }
  const forecasts = await makeForecasts(BROOK.city, AS_OF, {
    ask,
    calendar: calendarOf(BROOK.city),
  })
  forecastsSchema.parse(forecasts)
  expect(asked.slice(1).map(({ version }) => version)).toEqual(
    asked.slice(1).map(() => forecasts.version),
  )
  expect(forecasts.series.map(({ where }) => Object.values(where)[0] ?? 'city')).toEqual([
    ...['city', 'd1', 'd2', 'd3', 'd4', 'c1', 'c2', 'c3'],
  ])
  const told = days.filter(({ received }) => received < AS_OF)
  for (const { where, question, days: next, months } of forecasts.series) {
    const { rows } = await engine(question, EVERYTHING)
    const past = told.filter(
      (one) =>
        one.category.startsWith(where.category1 ?? '') &&
        one.subdistrict.startsWith(where.district ?? ''),
    )
    expect(rows.reduce((sum, { complaints }) => sum + Number(complaints), 0)).toBe(past.length)
    const expected = next.points?.reduce((sum, point) => sum + point.expected, 0) ?? 0
    expect(expected / 14 / (past.length / 163)).toBeCloseTo(1, 0)
    expect([next.points?.length, months.reason?.id]).toEqual([14, 'short'])
  }
})
