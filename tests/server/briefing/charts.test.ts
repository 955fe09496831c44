import { describe, expect, it } from 'vitest'
import { drawChart } from '../../../server/briefing/charts/draw.ts'
import { specHours } from '../../../server/briefing/charts/hours.ts'
import { specMoved } from '../../../server/briefing/charts/moved.ts'
import { specParts } from '../../../server/briefing/charts/parts.ts'
import { COLOURS, widthOf } from '../../../server/briefing/charts/theme.ts'
import { specTrend, trendOf } from '../../../server/briefing/charts/trend.ts'
import type { Fact, FactFormat } from '../../../server/briefing/document.ts'
import type { Part } from '../../../server/briefing/facts/handling.ts'
import type { Mover } from '../../../server/briefing/facts/movers.ts'
import type { OverviewFacts } from '../../../server/briefing/facts/overview.ts'
import { writeValue } from '../../../server/briefing/format.ts'
import { shiftDay } from '../../../server/insight/local-days.ts'

const DAY = '2026-03-12'

const fact = (value: number, format: FactFormat = 'count'): Fact => ({
  id: `f${value}`,
  value,
  format,
  text: writeValue(value, format),
  origin: { kind: 'stated', by: 'rule' },
})
const name = (en: string, zh: string) => ({
  dimension: 'category2' as const,
  code: en,
  names: { en, zh },
})

const asked = (last: string, count: number) => ({
  id: 'q1',
  question: { city: 'x', measures: ['complaints' as const], from: last, to: last },
  answer: {
    columns: [],
    rows: Array.from({ length: count }, (_, i) => ({
      period: shiftDay(last, -i),
      complaints: 100 + ((i * 37) % 50),
    })),
    through: null,
    version: 1,
    source: 'x',
    elapsedMs: 0,
  },
})
const overview = (days: number, lastYear: number | null) =>
  ({
    days: asked(DAY, days),
    daysLastYear: lastYear === null ? null : asked(shiftDay(DAY, -364), lastYear),
  }) as unknown as OverviewFacts

const mover = (en: string, zh: string, observed: number, expected: number): Mover => ({
  name: name(en, zh),
  observed: fact(observed),
  expected: fact(expected, 'mean'),
  change: expected > 0 ? fact(observed / expected - 1, 'change') : null,
  adjusted: fact(0.01, 'pValue'),
  up: observed > expected,
})
const part = (en: string, share: number, usual: number | null): Part => ({
  name: name(en, '咨询'),
  count: fact(Math.round(share * 1000)),
  share: fact(share, 'rate'),
  usualShare: usual === null ? null : fact(usual, 'rate'),
  points: null,
})

const up = mover('Heating', '供暖', 312, 180)
const down = mover('Illegal construction <b>', '违法建设', 3, 20)
const hours = Array.from({ length: 24 }, (_, hour) => ({
  hour,
  observed: hour === 3 ? 0 : hour * 2,
  usual: hour * 1.5,
  missing: hour === 3,
}))

const SPECS = {
  'five weeks with last year': (language: 'en' | 'zh') =>
    specTrend(overview(57, 35), DAY, language),
  'few days, no last year': (language: 'en' | 'zh') => specTrend(overview(3, null), DAY, language),
  hours: (language: 'en' | 'zh') => specHours(hours, language),
  'kinds, one without a past': (language: 'en' | 'zh') =>
    specParts([part('Consultation', 0.6, 0.5), part('Help', 0.4, null)], language),
  'movers up and down': (language: 'en' | 'zh') => specMoved([up, down], language),
  'movers up': (language: 'en' | 'zh') => specMoved([up], language),
  'movers down, one that none is usual of': (language: 'en' | 'zh') =>
    specMoved([down, mover('New', '新', 4, 0)], language),
}

describe.each(Object.entries(SPECS))('the chart of %s', (_, spec) => {
  it.each(['en', 'zh'] as const)(
    'compiles without a warning, always to the same: %s',
    async (language) => {
      const warnings: unknown[] = []
      const warn = (...told: readonly unknown[]) => void warnings.push(...told)
      const svg = await drawChart(spec(language), warn)
      expect(warnings).toEqual([])
      expect(await drawChart(spec(language))).toBe(svg)
      expect(svg).toMatch(/^<svg /)
      expect(svg).not.toMatch(/NaN|undefined|Infinity|Invalid/)
      // The page of the reader allows no inline styles, and knows the colours by heart.
      expect(svg).not.toContain('style=')
      expect(svg).not.toMatch(/ (role|aria-[a-z]+)="/)
      const colours = new Set(svg.match(/#[0-9a-f]{3,8}\b/gi))
      expect(Object.values(COLOURS)).toEqual(expect.arrayContaining([...colours]))
    },
  )
})

describe('the charts', () => {
  it('show what their facts say', async () => {
    const svg = await drawChart(specMoved([up, down], 'en'))
    expect(svg).toContain('+132 (+73.3%)')
    expect(svg).toContain('−17 (−85.0%)')
    expect(svg).toContain('&lt;b&gt;')
    const { thisYear, lastYear } = trendOf(overview(57, 35), DAY)
    expect(thisYear).toHaveLength(35)
    expect(thisYear.at(-1)).toEqual({ day: DAY, count: 100 })
    expect(lastYear.at(-1)).toEqual({ day: DAY, count: 100 })
  })

  it('leave Chinese characters the room that they need', () => {
    expect(widthOf('供暖问题', 10)).toBe(40)
    expect(widthOf('Heat', 10)).toBeLessThan(30)
  })
})
