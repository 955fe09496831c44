import { describe, expect, it } from 'vitest'
import { judgeMovers } from '../../../server/briefing/movers.ts'
import { MOVER_WEEKS, type MoverDimension } from '../../../server/briefing/questions.ts'
import { shiftDay } from '../../../server/insight/local-days.ts'
import type { Answer, Row } from '../../../sql/model/answer.ts'
import { negativeBinomialCount, randomFrom } from '../stats/random-counts.ts'

const DAY = '2026-03-12'
const DAYS = Array.from({ length: 7 * MOVER_WEEKS + 1 }, (_, i) => shiftDay(DAY, -i))
const FALSE_DISCOVERY_RATE = 0.05

const answerOf = (rows: Row[]): Answer => ({
  columns: [],
  rows,
  through: null,
  version: 1,
  source: 'noise',
  elapsedMs: 0,
})

/** A city in which nothing ever moves: the counts of its members by day, few for most, many for some. */
function makeNoise(members: number, dispersionOf: (mean: number) => number, random: () => number) {
  const means = Array.from({ length: members }, () => 0.05 + 40 * random() ** 4)
  const dimensions: [MoverDimension, number][] = [
    ['category2', 1],
    ['category1', 10],
  ]
  const totals = new Map<string, number>()
  const answers = new Map(dimensions.map(([dimension]) => [dimension, [] as Row[]]))
  for (const period of DAYS) {
    const counts = means.map((mean) => negativeBinomialCount(mean, dispersionOf(mean), random))
    totals.set(
      period,
      counts.reduce((sum, count) => sum + count, 0),
    )
    for (const [dimension, size] of dimensions) {
      for (let first = 0; first < members; first += size) {
        const complaints = counts.slice(first, first + size).reduce((sum, count) => sum + count, 0)
        const member = String(first / size)
        if (complaints > 0)
          answers.get(dimension)?.push({ [dimension]: member, period, complaints })
      }
    }
  }
  const days = answerOf([...totals].map(([period, complaints]) => ({ period, complaints })))
  return {
    days,
    members: dimensions.map(([dimension]) => ({
      dimension,
      answer: answerOf(answers.get(dimension) ?? []),
    })),
  }
}

const isMoved = ({ adjusted }: { adjusted: number }) => adjusted <= FALSE_DISCOVERY_RATE

describe('noise', () => {
  it.each([
    ['hardly more than Poisson', () => 1.2],
    ['thrice Poisson', () => 3],
    ['in clumps', () => 8],
    ['varying more where there are more', (mean: number) => 1.05 + 0.3 * mean],
  ] as const)(
    'has nothing found in it on nine days of ten: %s',
    (_, dispersionOf) => {
      const random = randomFrom(41)
      const days = Array.from({ length: 80 }, () => {
        const { days: totals, members } = makeNoise(200, dispersionOf, random)
        return (judgeMovers(totals, members, DAY) ?? []).some(isMoved)
      })
      expect(days.filter((found) => found).length).toBeLessThanOrEqual(8)
    },
    60_000,
  )

  it('hides no rise that anybody would see', () => {
    const { days, members } = makeNoise(200, () => 3, randomFrom(5))
    const rows = members[0]?.answer.rows ?? []
    for (const row of rows) if (row.category2 === '7') row.complaints = 12
    for (const row of rows) if (row.category2 === '7' && row.period === DAY) row.complaints = 90
    const judged = judgeMovers(days, members, DAY) ?? []
    expect(judged.filter(isMoved).map(({ member }) => member)).toContain('7')
  })

  it('hides no rise that began days ago', () => {
    const { days, members } = makeNoise(200, () => 3, randomFrom(6))
    const rows = members[0]?.answer.rows ?? []
    const course = [290, 300, 170]
    const others = rows.filter(({ category2 }) => category2 !== '7')
    DAYS.forEach((period, ago) => {
      others.push({ category2: '7', period, complaints: course[ago] ?? 20 + ((ago * 5) % 17) })
    })
    rows.splice(0, rows.length, ...others)
    const judged = judgeMovers(days, members, DAY) ?? []
    expect(judged.filter(isMoved).map(({ member }) => member)).toContain('7')
  })
})
