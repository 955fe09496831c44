import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../../../server/insight/calendar.ts'
import { planDays } from '../../../../server/insight/forecasts/day-plan.ts'
import { findGaps, pastOf } from '../../../../server/insight/forecasts/past.ts'
import { learnShapes } from '../../../../server/insight/forecasts/shapes.ts'
import { dayNumber, dayText } from '../../../../server/insight/local-days.ts'
import { randomFrom } from '../../../../server/stats/random.ts'
import { poissonCount } from '../../../../server/stats/random-counts.ts'

const calendar = calendarOf({ timeZone: 'Asia/Shanghai' })
const FIRST = dayNumber('2022-01-01')

describe('gaps', () => {
  it('are days without anything among days with many, however long', () => {
    const counts = new Float64Array(200).fill(30).fill(0, 40, 150)
    const gaps = findGaps(counts)
    expect(gaps.map((gap, day) => (gap ? day : -1)).filter((day) => day >= 0)).toEqual(
      Array.from({ length: 110 }, (_, i) => 40 + i),
    )
  })

  it('are none where few complain, and none before the first complaint', () => {
    expect(findGaps(Float64Array.of(0, 0, 3, 0, 2, 0)).some(Boolean)).toBe(false)
    expect(findGaps(Float64Array.of(0, 0, 90, 90, 0, 90))).toEqual([
      ...[false, false, false, false, true, false],
    ])
  })

  it('and days before its beginning are not known of a series', () => {
    const { counts, begin } = pastOf(['a'], Float64Array.of(0, 0, 2, 0, 0), [
      ...[false, false, false, true, false],
    ])
    expect([begin, ...counts]).toEqual([2, Number.NaN, Number.NaN, 2, Number.NaN, 0])
    expect(pastOf(['a'], new Float64Array(3), []).begin).toBe(3)
  })
})

describe('what is learned of days', () => {
  const days = 1000
  const plan = planDays(calendar, FIRST, days + 60)
  const random = randomFrom(4)
  const kindFactor = (day: number): number => {
    const { office, weekday } = calendar(dayText(FIRST + day))
    if (office === 'makeUp') return 1.4
    if (office === 'springFestival') return 0.3
    return office === 'holiday' ? 0.5 : weekday >= 5 ? 0.8 : 1
  }
  const tellSeries = (level: number) =>
    Float64Array.from({ length: days }, (_, day) => poissonCount(level * kindFactor(day), random))
  const large = Array.from({ length: 5 }, () => tellSeries(200))
  const small = tellSeries(0.5)
  const row = (day: string) => dayNumber(day) - FIRST
  const ratio = (shape: Float64Array | undefined, day: string, to: string) =>
    (shape?.[row(day)] ?? 0) / (shape?.[row(to)] ?? 1)

  it('are the kinds of days, of days to come too', () => {
    const [shapes] = learnShapes(plan, large, [days])
    const shape = shapes?.[0]?.shape
    // 2024-09-29 is a Sunday that makes up for a day of the National Day holiday; the 26th is a Thursday.
    expect(ratio(shape, '2024-09-29', '2024-09-26')).toBeCloseTo(1.4, 1)
    expect(ratio(shape, '2024-10-02', '2024-09-26')).toBeCloseTo(0.5, 1)
    expect(ratio(shape, '2024-02-11', '2024-01-25')).toBeCloseTo(0.3, 1)
    expect(ratio(shape, '2024-09-21', '2024-09-26')).toBeCloseTo(0.8, 1)
  })

  it('are those of the large series where one has too few complaints to tell', () => {
    const shapes = learnShapes(plan, [...large, small], [days])
    expect(ratio(shapes[5]?.[0]?.shape, '2024-10-02', '2024-09-26')).toBeCloseTo(0.5, 1)
    const nothing = learnShapes(plan, [...large, new Float64Array(days)], [days])
    expect(ratio(nothing[5]?.[0]?.shape, '2024-10-02', '2024-09-26')).toBeCloseTo(0.5, 1)
    expect(learnShapes(plan, [new Float64Array(days)], [days])).toEqual([null])
  })

  it('are learned of the days before alone', () => {
    const dates = [400, 600]
    const changed = large.map((counts) => Float64Array.from(counts).fill(7, 500))
    const [before, after] = [learnShapes(plan, large, dates), learnShapes(plan, changed, dates)]
    expect(after.map((shapes) => shapes?.[0])).toEqual(before.map((shapes) => shapes?.[0]))
    expect(after[0]?.[1]).not.toEqual(before[0]?.[1])
  })
})
