import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCount } from '../../../../dashboard/i18n/format.ts'
import { addDays } from '../../../../dashboard/state/days.ts'
import {
  tellAlert,
  tellChance,
  tellFalseOnes,
  tellHeld,
  tellHoursHeld,
  tellInterval,
  tellPast,
  tellWeeks,
} from '../../../../dashboard/views/alerts/tell.ts'
import {
  writeDay,
  writeExpected,
  writeProbability,
  writeRatio,
} from '../../../../dashboard/views/alerts/write-numbers.ts'
import { makeAlert, makeEpisode, makeHourEpisode } from './make-alert.ts'

const LANGUAGES = ['en', 'zh'] as const
const AS_OF = '2026-03-18'

const numeralsIn = (text: string): string[] => text.match(/\d+(,\d{3})*(\.\d+)?/g) ?? []

describe('the sentence of an alert', () => {
  it('says where, what, how many, what was expected and since when', () => {
    const episode = makeEpisode()
    expect(tellAlert(episode, 'Chaoyang · Heating', AS_OF, 'en')).toBe(
      'Chaoyang · Heating: 412 complaints in 7 days, 180 expected (2.3 times as many), since 17 Mar',
    )
    expect(tellAlert(episode, '朝阳区 · 供暖', AS_OF, 'zh')).toBe(
      '朝阳区 · 供暖：7天 412 件，预期 180 件（2.3 倍），自3月17日起',
    )
  })

  it('says of one that fades when it was an alarm last, and names the year of a long one', () => {
    const episode = makeEpisode({ stage: 'fades', openedOn: '2025-12-30', lastOn: '2026-03-14' })
    expect(tellAlert(episode, 'X', AS_OF, 'en')).toContain(
      'since 30 Dec 2025; last an alarm on 14 Mar',
    )
    expect(tellAlert(episode, 'X', AS_OF, 'zh')).toContain(
      '自2025年12月30日起；最近一次报警为3月14日',
    )
  })

  it('has no number that is not of its alert, and all that are', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2025-03-18', days))
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 2_000_000 }),
        fc.double({ min: 0.05, max: 100_000, noNaN: true }),
        fc.constantFrom(14, 7, 3, 1),
        day,
        day,
        fc.constantFrom('opened', 'continues', 'grows', 'fades'),
        fc.constantFrom(...LANGUAGES),
        (observed, expected, window, openedOn, lastOn, stage, language) => {
          const ratio = observed / expected
          const episode = makeEpisode(
            { openedOn, lastOn, stage },
            { observed, expected, window, ratio },
          )
          const wanted = [
            formatCount(observed, language),
            String(window),
            writeExpected(expected, language),
            writeRatio(ratio, language),
            ...numeralsIn(writeDay(openedOn, AS_OF, language)),
            ...(stage === 'fades' ? numeralsIn(writeDay(lastOn, AS_OF, language)) : []),
          ]
          const told = numeralsIn(tellAlert(episode, 'Place · Matter', AS_OF, language))
          expect(told.toSorted()).toEqual(wanted.toSorted())
        },
      ),
      { seed: 7 },
    )
  })
})

describe('how sure an alert is, in words', () => {
  it('says how often chance brings as many, in the days that the alert is of', () => {
    expect(tellChance(makeAlert(), 'en')).toBe(
      'By chance alone, about once in 40,000 weeks of such a series.',
    )
    expect(tellChance(makeAlert({ window: 3 }), 'en')).toContain('40,000 spans of three days')
    expect(tellChance(makeAlert(), 'zh')).toContain('每 40,000 周出现一次')
    expect(tellChance(makeAlert({ pValue: 1e-12 }), 'en')).toContain('less than once in 1,000,000')
    expect(tellChance(makeAlert({ pValue: 0 }), 'zh')).toContain('每 1,000,000 周出现不到一次')
  })

  it('is never further off than two digits are', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.05, noNaN: true }), (pValue) => {
        const [told] = numeralsIn(tellChance(makeAlert({ pValue }), 'en'))
        const onceIn = Number(told?.replaceAll(',', ''))
        expect(Math.abs(onceIn * pValue - 1)).toBeLessThanOrEqual(0.051)
      }),
      { seed: 7 },
    )
  })

  it('says how many false ones there are among what is as clear', () => {
    expect(tellFalseOnes(makeAlert(), 'en')).toContain('about 3.1% are false')
    expect(tellFalseOnes(makeAlert({ qValue: 1e-9 }), 'en')).toContain('less than 0.1%')
    expect(tellFalseOnes(makeAlert({ qValue: 1e-9 }), 'zh')).toContain('不到 0.1%')
  })

  it('says what is usual, and when it was so before', () => {
    expect(tellInterval(makeAlert(), 'en')).toContain('150 to 212 complaints')
    expect(tellInterval(makeAlert(), 'zh')).toContain('150 至 212 件')
    expect(tellPast(makeAlert(), 'en')).toMatch(/^6\s?–\s?12 Jan 2025 \(398 complaints\)$/)
    expect(tellPast(makeAlert({ past: [] }), 'zh')).toBe('此前没有哪一周接近这样的水平。')
  })

  it.each([
    [0.012, { digits: '= 0.012', power: null }],
    [0.000025, { digits: '= 2.5 × 10', power: -5 }],
    [1e-16, { digits: '< 10', power: -15 }],
    [0, { digits: '< 10', power: -15 }],
  ])('writes %d', (value, written) => {
    expect(writeProbability(value, 'en')).toEqual(written)
  })
})

describe('what cannot be judged', () => {
  it('is told as an alarm of the data', () => {
    const held = { day: '2026-03-17', observed: 812, expected: 2104.6 }
    const incomplete = tellHeld({ kind: 'incomplete', ...held }, 'en')
    expect(numeralsIn(incomplete)).toEqual(['17', '2026', '812', '2,105'])
    expect(tellHeld({ kind: 'incomplete', ...held }, 'zh')).toContain(
      '仅有 812 件诉求，预期约 2,105 件',
    )
    const late = { kind: 'late', day: '2026-03-17', observed: null, expected: null } as const
    expect(tellHeld(late, 'en')).toContain('do not reach to the end of 17 Mar 2026')
    expect(tellHeld({ ...late, kind: 'short' }, 'zh')).toContain('周数过少')
  })
})

describe('the words of the weeks', () => {
  it('say how many, between what and what, and the last', () => {
    expect(numeralsIn(tellWeeks(makeAlert(), 'en'))).toEqual(['5', '170', '412', '412'])
    expect(numeralsIn(tellWeeks(makeAlert(), 'zh'))).toEqual(['5', '170', '412', '412'])
  })
})

describe('an alert of hours', () => {
  const episode = makeHourEpisode()
  const { alert } = episode

  it('says of which hours it is, in words', () => {
    expect(tellAlert(episode, 'Chaoyang · all emergencies', AS_OF, 'en')).toBe(
      'Chaoyang · all emergencies: 14 emergencies in the last three hours, 1.2 expected (12 times as many), since 18 Mar 2026, 14:00',
    )
    expect(tellAlert(episode, '朝阳区 · 全部应急诉求', AS_OF, 'zh')).toBe(
      '朝阳区 · 全部应急诉求：最近三小时应急诉求 14 件，预期 1.2 件（12 倍），自2026年3月18日 14:00起',
    )
  })

  it('speaks no more of the last hours when they have passed', () => {
    const faded = makeHourEpisode({ stage: 'fades' })
    expect(tellAlert(faded, 'X', AS_OF, 'en')).toMatch(
      /^X: 14 emergencies in three hours, .*; last an alarm on 18 Mar 2026, 14:00$/,
    )
    expect(tellAlert(faded, 'X', AS_OF, 'zh')).toMatch(/^X：三小时应急诉求 14 件/)
  })

  it('tells its chance, its share of false ones and its hours as such', () => {
    expect(tellInterval(alert, 'en')).toContain('95 of 100 such spans of three hours have 0 to 4')
    expect(tellChance(alert, 'zh')).toContain('个三小时')
    expect(tellFalseOnes(alert, 'en')).toContain('of that hour')
    expect(tellFalseOnes(makeAlert(), 'en')).toContain('of that night')
    expect(tellWeeks(alert, 'en')).toBe(
      'Emergencies an hour over 6 hours: between 0 and 7, 7 in the last one.',
    )
    const late = { kind: 'late' as const, day: '2026-03-18', observed: null, expected: null }
    expect(tellHoursHeld(late, '2026-03-18T15:00', 'en')).toContain('18 Mar 2026, 15:00')
    expect(tellHoursHeld({ ...late, kind: 'short' }, '2026-03-18T15:00', 'zh')).toContain(
      '周数过少',
    )
  })
})
