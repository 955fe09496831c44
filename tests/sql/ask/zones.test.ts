import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { Grain } from '../../../sql/model/grains.ts'
import { sampleCity } from './sample-city.ts'
import { smallCity } from './small-city.ts'

const localOf = (at: string, zone: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone)

/** What the calendar says of an instant, by another implementation than the engine's. */
const PERIODS: Partial<Record<Grain, (at: Temporal.ZonedDateTime) => string | number>> = {
  hour: (at) => `${at.toPlainDate()}T${String(at.hour).padStart(2, '0')}:00`,
  day: (at) => at.toPlainDate().toString(),
  week: (at) =>
    at
      .toPlainDate()
      .subtract({ days: at.dayOfWeek - 1 })
      .toString(),
  month: (at) => at.toPlainDate().with({ day: 1 }).toString(),
  hourOfDay: (at) => at.hour,
  dayOfWeek: (at) => at.dayOfWeek,
}

const times = (from: string, minutes: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) =>
    Temporal.Instant.from(from)
      .add({ minutes: i * minutes })
      .toString(),
  )

/** Changes of the clocks by an hour, by half an hour, and at midnight. */
test.each([
  ['America/New_York', '2020-03-08T05:00:00Z'],
  ['America/New_York', '2020-11-01T04:00:00Z'],
  ['Australia/Lord_Howe', '2020-04-04T12:10:00Z'],
  ['Australia/Lord_Howe', '2020-10-03T12:10:00Z'],
  ['America/Sao_Paulo', '2018-11-04T01:00:00Z'],
  ['America/Sao_Paulo', '2018-02-18T00:00:00Z'],
  ['Pacific/Chatham', '2020-04-04T10:00:00Z'],
  ['Asia/Shanghai', '2020-02-29T12:00:00Z'],
  ['Asia/Kolkata', '2020-12-31T15:00:00Z'],
])('%s from %s', async (timeZone, from) => {
  const instants = [...times(from, 20, 30), ...times(from, 240, 20)]
  const city = { ...sampleCity, timeZone, span: { from: '2000-01-01', to: null } }
  const small = await smallCity(
    'zones',
    '2021-06-01T00:00:00Z',
    instants.map((at) => ({ at })),
    city,
  )
  const locals = instants.map((at) => localOf(at, timeZone))
  const days = locals.map((at) => at.toPlainDate().toString()).sort()
  const window = {
    from: days[0] as string,
    to: Temporal.PlainDate.from(days.at(-1) as string)
      .add({ days: 1 })
      .toString(),
  }
  for (const [grain, periodOf] of Object.entries(PERIODS)) {
    const expected = new Map<string | number, number>()
    for (const at of locals) {
      const period = periodOf(at)
      expected.set(period, (expected.get(period) ?? 0) + 1)
    }
    const answer = await small.ask({ measures: ['complaints'], grain: grain as Grain, ...window })
    const found = new Map(answer.rows.map((row) => [row.period, row.complaints]))
    expect(Object.fromEntries(found), grain).toEqual(Object.fromEntries(expected))
  }
  await small.close()
})
