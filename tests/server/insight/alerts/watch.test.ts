import { describe, expect, it } from 'vitest'
import { createWatch, type Judgement } from '../../../../server/insight/alerts/watch.ts'
import { countWeekDays } from '../../../../server/insight/alerts/week-effects.ts'
import { calendarOf } from '../../../../server/insight/calendar.ts'
import { negativeBinomialCount, poissonCount, randomFrom } from '../../stats/random-counts.ts'

const WEEKS = 156
const FROM = '2021-01-04'
const days = countWeekDays(FROM, WEEKS, calendarOf({ timeZone: 'Asia/Shanghai' }))
const EVEN = { a: [1 / 7, 3 / 7], '': [1 / 7, 3 / 7] } as const

/** A city whose category goes like this, with one item. */
function watchOf(mean: (week: number) => number, weeks = WEEKS) {
  const counts = Array.from({ length: weeks }, (_, week) => Math.round(mean(week)))
  const city = [
    { category: '', parent: '', level: 0, counts },
    { category: 'a', parent: '', level: 1, counts },
    { category: 'a1', parent: 'a', level: 2, counts },
  ] as const
  const input = { weeks, days: countWeekDays(FROM, weeks, () => days0), city, shares: EVEN }
  return createWatch(weeks === WEEKS ? { ...input, days } : input)
}
const days0 = { weekday: 0, office: 'usual', holiday: null, sinceNewYear: null } as const

const place = { area: 'd', category: 'a1' }
const flat = (): number => 700

/** Judges weeks whose last one is given; its days are spread evenly. */
function judge(
  watch: ReturnType<typeof watchOf>,
  weeks: number[],
  lastDays?: [number, number, number],
): Judgement {
  const last = weeks.at(-1) ?? 0
  const day = Math.round(last / 7)
  const judged = watch?.judge(place, weeks, lastDays ?? [day, day, day])
  if (!judged) throw new Error('nothing was said')
  return judged
}

const steady = (random: () => number, mean: number, dispersion = 1) =>
  Array.from({ length: WEEKS }, () =>
    dispersion > 1 ? negativeBinomialCount(mean, dispersion, random) : poissonCount(mean, random),
  )

describe('a series in which nothing happens', () => {
  it.each([
    [2, 1],
    [20, 1],
    [20, 3],
    [200, 6],
  ])('of mean %d and dispersion %d seldom looks unlikely', (mean, dispersion) => {
    const random = randomFrom(mean * 7 + dispersion)
    const watch = watchOf(flat)
    const trials = 1500
    let unlikely = 0
    for (let i = 0; i < trials; i++) {
      const judged = judge(watch, steady(random, mean, dispersion))
      if (judged.pValue <= 0.01 && !judged.usual) unlikely++
    }
    // Four windows that overlap are looked at, hence more than one in a hundred.
    expect(unlikely / trials).toBeLessThan(0.04)
  })
})

describe('a rise', () => {
  const weeks = (last: number, before = 20) => [...Array<number>(WEEKS - 2).fill(20), before, last]

  it('of a week is unlikely, and told with what was expected', () => {
    const judged = judge(watchOf(flat), weeks(60))
    expect(judged).toMatchObject({ usual: false, observed: 60, window: 7 })
    expect(judged.expected).toBeCloseTo(20, 0)
    expect(judged.pValue).toBeLessThan(1e-9)
  })

  it('of a day is told of the day', () => {
    const judged = judge(watchOf(flat), weeks(36), [2, 2, 20])
    expect(judged).toMatchObject({ window: 1, observed: 20, usual: false })
    expect(judged.expected).toBeCloseTo(20 / 7, 1)
  })

  it('that lasts two weeks is told of both', () => {
    const judged = judge(watchOf(flat), weeks(38, 38), [5, 6, 5])
    expect(judged).toMatchObject({ window: 14, observed: 76 })
  })

  it('of fewer than five cases is none', () => {
    const rare = [...Array<number>(WEEKS - 40).fill(0), 1, ...Array<number>(38).fill(0), 4]
    expect(judge(watchOf(flat), rare).usual).toBe(true)
  })
})

describe('parts of the city that vary', () => {
  const counts = Array<number>(WEEKS).fill(700)
  const city = [{ category: 'a1', parent: '', level: 1, counts }] as const
  const judgeAmong = (dispersion: number): Judgement => {
    const random = randomFrom(11)
    const parts = Array.from({ length: 40 }, () => ({
      category: 'a1',
      counts: steady(random, 20, dispersion),
    }))
    const watch = createWatch({ weeks: WEEKS, days, city, parts, shares: EVEN })
    return judge(watch, [...steady(randomFrom(5), 20).slice(1), 45])
  }

  it('make a rise of another less unlikely', () => {
    const calm = judgeAmong(1)
    const wild = judgeAmong(4)
    expect(wild.expected).toBeCloseTo(calm.expected, 6)
    expect(wild.dispersion).toBeGreaterThan(1.5 * calm.dispersion)
    expect(wild.pValue).toBeGreaterThan(100 * calm.pValue)
  })
})

describe('what comes every year', () => {
  /** Ten times as many in two weeks of the year, and three times in the ten after. */
  const heating = (week: number): number => {
    const ofYear = week % 52
    return ofYear === 47 || ofYear === 48 ? 200 : ofYear > 48 ? 60 : 20
  }
  const until = (weeks: number) => Array.from({ length: weeks }, (_, week) => heating(week))

  it('is no rise where an earlier year had it, and was one the first time', () => {
    const second = until(52 + 48)
    expect(judge(watchOf(heating, second.length), second).usual).toBe(true)
    const first = until(48)
    expect(judge(watchOf(flat, first.length), first)).toMatchObject({ usual: false })
  })

  it('is a rise where it is far more than in an earlier year', () => {
    const more = [...until(52 + 47), 900]
    expect(judge(watchOf(heating, more.length), more)).toMatchObject({ usual: false })
  })
})

describe('a series that tells nothing', () => {
  it('is not judged: without a case', () => {
    expect(watchOf(flat)?.judge(place, Array<number>(WEEKS).fill(0), [0, 0, 0])).toBeNull()
  })

  it('is not judged: in a city of too few weeks', () => {
    expect(watchOf(flat, 30)).toBeNull()
  })

  it('is judged where it is always the same, or of a category that nobody knows', () => {
    const same = Array<number>(WEEKS).fill(7)
    expect(judge(watchOf(flat), same).pValue).toBeGreaterThan(0.2)
    const unknown = watchOf(flat)?.judge({ area: '', category: 'new' }, same, [1, 1, 1])
    expect(unknown?.pValue).toBeGreaterThan(0.2)
  })
})
