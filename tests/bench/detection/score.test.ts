import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { halves, pairedBootstrap, tune } from './contest.ts'
import { alarmsAt, differences, outcomeOf, scoreOf } from './score.ts'
import { type DailySet, pairsById, type Recorded, readSet, type WeeklySet } from './sets.ts'

const FOLDER = resolve(import.meta.dirname, '../../../../shared/reference/detection')
const isThere = existsSync(resolve(FOLDER, 'score.mjs'))

type TheirScore = Record<string, { FPR: number; POD: number; meanTTD: number | null }>
type Scorer = (set: unknown, alarms: unknown, detector: string) => TheirScore

describe('the scorer', () => {
  it('counts false alarms, what is decided, and the first alarm of the outbreak', () => {
    const pair = { y0: '0N100', y1: '01011' }
    const sought = { start: 12, end: 14 }
    expect(outcomeOf(pair, 10, sought)).toEqual({ falseAlarms: 1, decided: 4, delay: 1 })
    expect(outcomeOf({ ...pair, y1: '11000' }, 10, sought).delay).toBeNull()
    const score = scoreOf([outcomeOf(pair, 10, sought)])
    expect(score).toEqual({
      falsePositiveRate: 0.25,
      probabilityOfDetection: 1,
      timeToDetection: 1,
    })
    expect(differences('0101', '0111')).toBe(1)
    expect(alarmsAt([0.01, null, 0.2], 0.05)).toBe('1N0')
  })

  it('tunes to as many false alarms, and not more', () => {
    const y0 = Array.from({ length: 100 }, (_, i) => (i + 1) / 100)
    const recorded = { y0: `111${'0'.repeat(97)}`, y1: '0'.repeat(100) }
    const entrant = { sought: { start: 1, end: 2 }, first: 1, pValues: { y0, y1: y0 }, recorded }
    expect(tune([entrant])).toBeCloseTo(0.03, 12)
  })

  it('halves series so that both have the same mixture', () => {
    const all = Array.from({ length: 40 }, (_, i) => ({ group: i % 4, size: Math.floor(i / 4) }))
    const [one, other] = halves(all)
    expect([one.length, other.length]).toEqual([20, 20])
    for (let group = 0; group < 4; group++)
      expect(one.filter((series) => series.group === group)).toHaveLength(5)
  })

  it('has an interval about the mean', () => {
    const { difference, low, high } = pairedBootstrap(
      Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 1 : 0)),
    )
    expect(difference).toBe(0.25)
    expect(low).toBeCloseTo(0.25 - 1.96 * Math.sqrt((0.25 * 0.75) / 400), 2)
    expect(high).toBeCloseTo(0.25 + 1.96 * Math.sqrt((0.25 * 0.75) / 400), 2)
  })

  it.skipIf(!isThere)('scores the recorded alarms as score.mjs does', async () => {
    const path = pathToFileURL(resolve(FOLDER, 'score.mjs')).href
    const { score } = (await import(path)) as { score: Scorer }
    const weekly = readSet<WeeklySet>(FOLDER, 'weekly_series')
    const recorded = readSet<Recorded>(FOLDER, 'weekly_reference_alarms')
    const daily = readSet<DailySet>(FOLDER, 'daily_series')
    const recordedDaily = readSet<Recorded>(FOLDER, 'daily_reference_alarms')
    const outcomes = (
      alarms: Recorded,
      name: string,
      first: number,
      sought: Map<unknown, object>,
    ) =>
      [...pairsById(alarms)].map(([id, pairs]) => {
        const pair = pairs[name] ?? { y0: '', y1: '' }
        return outcomeOf(pair, first, sought.get(id) as { start: number; end: number })
      })
    if (!weekly || !recorded || !daily || !recordedDaily) throw new Error('files are missing')
    const currents = new Map(weekly.series.map(({ id, current }) => [id, current]))
    const outbreaks = new Map(daily.series.map(({ id, outbreak }) => [id, outbreak]))
    for (const [set, alarms, name, first, sought] of [
      [weekly, recorded, 'ff_nbPlugin', weekly.meta.evaluationWeeks[0], currents],
      [weekly, recorded, 'ears_C3', weekly.meta.evaluationWeeks[0], currents],
      [daily, recordedDaily, 'ears_C3_b7', daily.meta.evaluationDays[0], outbreaks],
    ] as const) {
      const ours = scoreOf(outcomes(alarms, name, first, sought))
      const theirs = score(set, alarms, name).all
      expect(ours.falsePositiveRate).toBeCloseTo(theirs?.FPR ?? Number.NaN, 12)
      expect(ours.probabilityOfDetection).toBeCloseTo(theirs?.POD ?? Number.NaN, 12)
      expect(ours.timeToDetection).toBeCloseTo(theirs?.meanTTD ?? Number.NaN, 12)
    }
  })
})
