import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { briefDay } from '../../../etl/briefing.ts'
import type {
  DailyNotification,
  Fact,
  Language,
  Piece,
  Prose,
} from '../../../server/briefing/document.ts'
import { compute } from '../../../server/briefing/methods.ts'
import { judgeHours } from '../../../server/briefing/missing-hours.ts'
import { daysWithData, judgeMovers } from '../../../server/briefing/movers.ts'
import { numberOf, readCell } from '../../../server/briefing/notebook.ts'
import { writeText } from '../../../server/briefing/prose.ts'
import {
  MOVER_DIMENSIONS,
  type MoverDimension,
  USUAL_DAYS,
} from '../../../server/briefing/questions.ts'
import { shiftDay } from '../../../server/insight/local-days.ts'
import type { Answer } from '../../../sql/model/answer.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { createAsk } from '../../../sql/node/ask.ts'
import { readBriefing } from '../../../sql/node/briefings.ts'
import { type Brook, openBrook } from './brook.ts'
import { makeDays } from './brook-days.ts'

const DAY = '2026-03-12'
const THROUGH = '2026-03-13 07:00:00'

let brook: Brook
let document: DailyNotification
let answers: Map<string, Answer>

beforeAll(async () => {
  brook = await openBrook('briefing_numbers')
  const days = makeDays({ from: '2025-01-20', to: '2026-03-13', through: THROUGH, perDay: 300 }, [
    { day: DAY, category: 'c12', more: 70, missingHour: 14 },
    { day: DAY, subdistrict: 'd3s', more: 60 },
  ])
  await brook.load(days, THROUGH)
  const made = await briefDay(brook.warehouse, 'brook', DAY, new Date('2026-03-13T00:00:00Z'))
  document = await readBriefing<DailyNotification>(brook.warehouse, made.id)
  // Later data change nothing in what was said: its numbers are of its version.
  await brook.load(
    [{ ...(days[0] as (typeof days)[0]), id: 'later', received: `${DAY} 10:00:00` }],
    '2026-03-13 08:00:00',
  )
  const ask = createAsk(brook.warehouse)
  answers = new Map(
    await Promise.all(
      document.questions.map(
        async ({ id, question }) => [id, await ask(question, EVERYTHING)] as const,
      ),
    ),
  )
}, 120_000)
afterAll(() => brook?.close())

const answerOf = (id: string | undefined): Answer => {
  const answer = answers.get(id ?? '')
  if (!answer) throw new Error(`${id} was not asked`)
  return answer
}

/** What the test of all members says again of one. */
function testAgain(questions: readonly string[], member: string, statistic: string) {
  const [days, ...rest] = questions.map((id) => answerOf(id)) as [Answer, ...Answer[]]
  if (member.startsWith('hour ')) {
    const before = daysWithData(days, DAY).filter((day) => day >= shiftDay(DAY, -USUAL_DAYS))
    return judgeHours(rest[0] as Answer, before, DAY)[Number(member.slice(5))]?.usual
  }
  const members = rest.map((answer) => {
    const dimension = answer.columns[0]?.id as MoverDimension
    expect(MOVER_DIMENSIONS).toContain(dimension)
    return { dimension, answer }
  })
  const found = judgeMovers(days, members, DAY)?.find(
    (one) => `${one.dimension} ${one.member}` === member,
  )
  return found?.[statistic as 'expected' | 'adjusted']
}

function countAgain({ origin, value }: Fact): number | string | null | undefined {
  switch (origin.kind) {
    case 'cell':
      return readCell(answerOf(origin.question), origin.row, origin.column)
    case 'derived':
      return compute(
        origin.method,
        origin.of.map((id) => numberOf(document.facts[id] as Fact)),
      )
    case 'tested':
      return testAgain(origin.questions, origin.member, origin.statistic)
    case 'stated':
      return value
  }
}

const proses = (language: Language): Prose[] => [
  document.headline[language],
  ...document.sections.flatMap(({ paragraphs }) => paragraphs.map((one) => one[language])),
]

describe('every number of a notification', () => {
  it('is of one data version and one cut-off', () => {
    expect(document.version).toBe(1)
    for (const { question, version, through } of document.questions) {
      expect(version).toBe(1)
      expect(question.version).toBe(1)
      expect(through).toBe(document.through)
    }
    for (const answer of answers.values()) expect(answer.version).toBe(1)
  })

  it('is what its Question answers when it is asked again', () => {
    const facts = Object.values(document.facts)
    expect(facts.length).toBeGreaterThan(100)
    expect(new Set(facts.map(({ origin }) => origin.kind)).size).toBe(4)
    for (const fact of facts) expect(countAgain(fact), JSON.stringify(fact)).toBe(fact.value)
  })

  it('is counted right: the day by hand', async () => {
    const [row] = await brook.warehouse.client
      .query({
        query: `SELECT uniqExact(id) AS n FROM complaints
                 WHERE toDate(received_at, 'Asia/Shanghai') = {day:Date} AND id != 'later'`,
        query_params: { day: DAY },
        format: 'JSONEachRow',
      })
      .then((found) => found.json<{ n: number }>())
    const [headline] = document.headline.en
    expect(headline).toEqual({ fact: expect.any(String) })
    expect(document.facts[(headline as { fact: string }).fact]?.value).toBe(row?.n)
  })

  it.each(['en', 'zh'] as const)(
    'stands in the prose as a fact, never as words: %s',
    (language) => {
      let told = 0
      for (const prose of proses(language)) {
        for (const piece of prose) {
          if (typeof piece === 'string') expect(piece).not.toMatch(/\p{N}/u)
          else if ('fact' in piece) {
            expect(document.facts[piece.fact]?.value).toBeDefined()
            told++
          }
        }
        expect(writeText(prose, document.facts, language)).not.toMatch(/undefined|NaN|null/)
      }
      expect(told).toBeGreaterThan(40)
    },
  )

  it('stands in the tables as a fact, and titles have none', () => {
    for (const { title, charts, tables } of document.sections) {
      const titles = [title, ...charts.map((c) => c.title), ...tables.map((t) => t.title)]
      const columns = tables.flatMap((table) => table.columns.map(({ names }) => names))
      for (const labels of [...titles, ...columns]) {
        expect(`${labels.en}${labels.zh}`).not.toMatch(/\p{N}/u)
      }
      for (const cell of tables.flatMap(({ rows }) => rows.flat())) {
        if (typeof cell === 'string') expect(cell).toBe('–')
        else if ('fact' in cell) expect(document.facts[cell.fact]).toBeDefined()
        else if ('en' in cell) expect(`${cell.en}${cell.zh}`).not.toMatch(/\p{N}/u)
      }
    }
  })
})

describe('what a notification finds', () => {
  const section = (id: string) => {
    const found = document.sections.find((one) => one.id === id)
    if (!found) throw new Error(`there is no section ${id}`)
    return found
  }
  const codes = (pieces: readonly (Piece | object)[]) =>
    pieces.flatMap((piece) =>
      typeof piece === 'object' && 'name' in piece ? [(piece.name as { code: string }).code] : [],
    )
  const text = (id: string, language: Language) =>
    section(id)
      .paragraphs.map((one) => writeText(one[language], document.facts, language))
      .join('\n')

  it('has all sections, in their order', () => {
    expect(document.sections.map(({ id }) => id)).toEqual([
      'overview',
      'handling',
      'movers',
      'outcomes',
      'overdue',
      'gaps',
    ])
  })

  it('is the day against the day before, four weeks and last year', () => {
    const change = '(up|down|unchanged|[\\d.]+ times)'
    expect(text('overview', 'en')).toMatch(
      new RegExp(
        `: ${change}.* the day before \\(.*\\); ${change}.* of the 4 weeks before \\(.*\\); ${change}.* the same weekday of last year, 13 March 2025 \\(`,
      ),
    )
    expect(text('overview', 'zh')).toMatch(/较前一日（.*；较前4个星期四的均值（.*；较去年同期（/)
  })

  it('is how it was handled, its kinds and channels, and the rates that have settled', () => {
    expect(text('handling', 'en')).toMatch(
      /answered directly and .* passed on\. By kind: .*\. By channel: /,
    )
    expect(text('handling', 'zh')).toMatch(/直接答复.*派单办理.*按诉求类型，.*按受理渠道，/)
    for (const rate of ['Response rate', 'Resolution rate', 'Satisfaction rate']) {
      expect(text('outcomes', 'en')).toMatch(new RegExp(`${rate} [\\d.]+% of [\\d,]+ \\(received `))
    }
  })

  it('has five of a dimension at most', () => {
    for (const { rows } of section('movers').tables) expect(rows.length).toBeLessThanOrEqual(5)
  })

  it('is what was planted, first', () => {
    const moved = Object.fromEntries(
      section('movers').tables.map(({ id, rows }) => [id, codes(rows.flat())]),
    )
    expect(moved['moved-category2']?.[0]).toBe('c12')
    expect(moved['moved-subdistrict']?.[0]).toBe('d3s')
    expect(document.headline.zh).toContainEqual({
      name: expect.objectContaining({ code: 'c12' }),
    })
  })

  it('is the district that resolves less, beyond chance', () => {
    const rows = section('outcomes').tables.find(({ id }) => id === 'districts')?.rows ?? []
    expect(codes(rows.flat())).toContain('d4')
    expect(text('outcomes', 'en')).toMatch(/below the rest: District D/)
  })

  it('is the hour of which nothing is told', () => {
    expect(text('gaps', 'en')).toContain('from 14:00 (usually')
    expect(text('gaps', 'zh')).toContain('14:00起一小时')
  })

  it('is the overdue, by department and by district', () => {
    expect(section('overdue').tables.map(({ id }) => id)).toEqual([
      'overdue-departments',
      'overdue-districts',
    ])
    expect(text('overdue', 'zh')).toMatch(/超期未办结\d+件/)
  })
})
