import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { briefDay } from '../../../etl/briefing.ts'
import type { DailyNotification } from '../../../server/briefing/document.ts'
import { writeText } from '../../../server/briefing/prose.ts'
import { listBriefings, readBriefing } from '../../../sql/node/briefings.ts'
import { type Brook, openBrook, writeCases } from './brook.ts'
import { makeDays } from './brook-days.ts'

const THROUGH = '2026-03-13 13:30:00'
const NOTHING = '2026-03-05'

let brook: Brook

beforeAll(async () => {
  brook = await openBrook('briefing_days')
  const days = makeDays(
    { from: '2025-02-01', to: '2026-03-13', through: THROUGH, perDay: 60, seed: 5 },
    [{ day: NOTHING, nothing: true }],
  )
  await brook.load(days, THROUGH)
}, 120_000)
afterAll(() => brook?.close())

const brief = (day: string, now = '2026-03-13T06:00:00Z') =>
  briefDay(brook.warehouse, 'brook', day, new Date(now))

const textOf = (document: DailyNotification, id: string, language: 'en' | 'zh' = 'en') =>
  document.sections
    .find((section) => section.id === id)
    ?.paragraphs.map((one) => writeText(one[language], document.facts, language))
    .join('\n')

const movers = (document: DailyNotification) =>
  document.sections.find(({ id }) => id === 'movers')?.tables.flatMap(({ rows }) => rows) ?? []

describe('a day like others', () => {
  it('moves next to nothing', async () => {
    let moved = 0
    for (const day of ['2026-02-10', '2026-02-17', '2026-02-24', '2026-03-02', '2026-03-10']) {
      const document = await brief(day)
      const found = movers(document).length
      if (found === 0) {
        expect(textOf(document, 'movers')).toContain('Nothing moved beyond chance')
        expect(textOf(document, 'movers', 'zh')).toContain('均未超出偶然波动')
      }
      moved += found
    }
    // 24 members on each of five days, of which one in twenty may be wrong where any is told.
    expect(moved).toBeLessThanOrEqual(2)
  })
})

describe('a day without complaints', () => {
  it('says so, and that the hours are missing', async () => {
    const document = await brief(NOTHING)
    expect(writeText(document.headline.en, document.facts, 'en')).toBe(
      'No complaint of the day is in the data.',
    )
    expect(textOf(document, 'overview')).toContain(
      'No complaint received on Thursday, 5 March 2026 is in the data',
    )
    expect(textOf(document, 'overview', 'zh')).toContain('数据中没有受理记录')
    expect(textOf(document, 'gaps')).toContain('no complaint of the whole day')
    expect(document.sections.map(({ id }) => id)).toEqual([
      'overview',
      'outcomes',
      'overdue',
      'gaps',
    ])
    expect(JSON.stringify(document)).not.toContain('NaN')
  })

  it('is no measure for the days after it', async () => {
    const document = await brief('2026-03-06')
    expect(textOf(document, 'overview')).not.toContain('day before')
    const week = await brief('2026-03-12')
    expect(textOf(week, 'overview')).toContain('of the 3 weeks before')
  })
})

describe('a day that the data do not cover', () => {
  it('in part: counts and compares nothing', async () => {
    const document = await brief('2026-03-13')
    expect(textOf(document, 'overview')).toContain('The day is not complete')
    expect(textOf(document, 'movers')).toContain('what moved is not judged')
    expect(textOf(document, 'gaps')).toContain('They cover only a part of the day')
    expect(textOf(document, 'gaps')).toContain('No hour of the day is missing')
    expect(movers(document)).toEqual([])
  })

  it('not at all: says up to when they tell', async () => {
    const document = await brief('2026-03-20')
    expect(textOf(document, 'gaps')).toContain('13:30 on 13 March 2026')
    expect(textOf(document, 'gaps')).toContain('They do not reach the day')
    expect(textOf(document, 'gaps', 'zh')).toContain('数据尚未覆盖通报日')
  })

  it('as it lies before them: refuses', async () => {
    await expect(brief('2023-12-31')).rejects.toThrow('lies before the data of brook')
  })

  it('with few days before it: does not judge', async () => {
    const document = await brief('2025-02-20')
    expect(textOf(document, 'movers')).toContain('Too few of the weeks before have data')
    expect(textOf(document, 'overview')).toContain('2 weeks before')
  })
})

describe('files that failed to load', () => {
  it('are told of the day and the day before it, until they are loaded', async () => {
    const now = new Date()
    // The ledger keeps the time of the machine.
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO('Asia/Shanghai')
      .toPlainDate()
    const gapsOf = async (daysAgo: number, language: 'en' | 'zh' = 'en') => {
      const day = today.subtract({ days: daysAgo }).toString()
      return textOf(await brief(day, now.toISOString()), 'gaps', language)
    }
    expect((await brook.read('morning.csv', 'no,such,columns\n')).state).toBe('failed')
    expect(await gapsOf(0)).toContain('have not been loaded since: 1.')
    expect(await gapsOf(1)).toContain('have not been loaded since: 1.')
    expect(await gapsOf(1, 'zh')).toContain('装载失败且至今未成功的文件有1个')
    expect(await gapsOf(3)).not.toContain('have not been loaded')
    const [one] = makeDays({ from: '2025-03-01', to: '2025-03-01', through: THROUGH, seed: 3 })
    if (!one) throw new Error('there is no case')
    const text = writeCases([{ ...one, id: 'again' }], '2026-03-13 13:00:00')
    expect((await brook.read('morning.csv', text)).state).toBe('loaded')
    expect(await gapsOf(1)).not.toContain('have not been loaded')
  })
})

describe('notifications that were made', () => {
  it('are listed by day, the newest first, and the latest counts of those made again', async () => {
    await brief('2026-03-11', '2026-03-12T01:00:00Z')
    await brief('2026-03-11', '2026-03-13T05:00:00Z')
    const { briefings } = await listBriefings(brook.warehouse, 'brook', 100)
    const days = briefings.map(({ day }) => day)
    expect(days).toEqual([...new Set(days)].sort().reverse())
    const entry = briefings.find(({ day }) => day === '2026-03-11')
    expect(entry).toMatchObject({
      id: 'brook-daily-2026-03-11',
      kind: 'daily',
      madeAt: '2026-03-13T13:00:00+08:00',
      title: { en: 'Brook: daily notification of complaints', zh: '溪城每日诉求情况通报' },
    })
    expect(entry?.headline.zh).toMatch(/^受理诉求\d+件，/)
    const document = await readBriefing<DailyNotification>(brook.warehouse, entry?.id ?? '')
    expect(document.madeAt).toBe(entry?.madeAt)
    expect(document.number.value).toBe(70)
    expect((await listBriefings(brook.warehouse, undefined, 2)).briefings).toHaveLength(2)
    expect((await listBriefings(brook.warehouse, 'elsewhere', 2)).briefings).toEqual([])
    await expect(readBriefing(brook.warehouse, 'nothing')).rejects.toThrow(
      'There is no briefing "nothing"',
    )
  })
})
