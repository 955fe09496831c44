import { describe, expect, it } from 'vitest'
import { DEFAULTS, parseView, writeView } from '../../../../dashboard/state/view-url.ts'
import {
  countAlerts,
  daysInView,
  splitParts,
  viewOf,
} from '../../../../dashboard/views/alerts/state.ts'
import { makeAlert, makeEpisode, makeHourEpisode } from './make-alert.ts'

const chainIn =
  (parents: Record<string, string>) =>
  (code: string): string[] => {
    const parent = parents[code]
    return code === '' ? [] : parent ? [code, ...chainIn(parents)(parent)] : [code]
  }
const chains = {
  areasOf: chainIn({ '110105001': '110105', '110105002': '110105' }),
  categoriesOf: chainIn({ '020101': '0201', '0201': '02', '0301': '03' }),
}

describe('the parts of a rise', () => {
  it('are areas or kinds of complaint, with their share of what was not expected', () => {
    const { areas, categories } = splitParts(makeAlert({ observed: 412, expected: 132 }))
    expect(areas).toEqual([
      { area: '110105001', category: '0201', observed: 200, expected: 60, more: 140, share: 0.5 },
    ])
    expect(categories.map(({ category, share }) => [category, share])).toEqual([['020101', 0.5]])
  })
})

describe('the view of an alert', () => {
  it('narrows the page to its area, category and days, and can be linked', () => {
    const view = { ...DEFAULTS, city: 'beijing', measure: 'backlog' as const, cases: true }
    const narrowed = { ...view, ...viewOf(makeAlert()) }
    expect(narrowed).toMatchObject({
      measure: 'complaints',
      period: '2026-03-11..2026-03-18',
      where: [
        { dimension: 'district', in: ['110105'] },
        { dimension: 'category2', in: ['0201'] },
      ],
      cases: false,
    })
    expect(parseView(writeView(narrowed), 'en')).toEqual(narrowed)
    const emergencies = { ...view, ...viewOf(makeHourEpisode().alert) }
    expect(emergencies.where).toContainEqual({ dimension: 'kind', in: ['emergency'] })
    expect(parseView(writeView(emergencies), 'en')).toEqual(emergencies)
  })

  it('has the days of the alerts that speak of just what is shown', () => {
    const episodes = [makeEpisode()]
    const shown = viewOf(makeAlert())
    expect(daysInView(episodes, shown)).toEqual([{ from: '2026-03-11', to: '2026-03-18' }])
    expect(daysInView(episodes, { ...shown, where: shown.where.toReversed() })).toHaveLength(1)
    expect(daysInView(episodes, { ...shown, where: shown.where.slice(0, 1) })).toEqual([])
    expect(daysInView(episodes, { ...shown, measure: 'backlog' })).toEqual([])
    const whole = makeEpisode({}, { question: { ...makeAlert().question, where: [] } })
    expect(daysInView([whole], { where: [], measure: 'complaints' })).toHaveLength(1)
  })
})

describe('the alerts of an area', () => {
  const episodes = [
    makeEpisode(),
    makeEpisode({ area: '110105001', category: '0301' }),
    makeEpisode({ area: '', category: '0301' }),
    makeEpisode({ area: '110108', category: '' }),
  ]

  it('are those in it and in its parts; one of the whole city is of no area', () => {
    expect(Object.fromEntries(countAlerts(episodes, [], chains))).toEqual({
      '110105': 2,
      '110105001': 1,
      '110108': 1,
    })
  })

  it.each([
    ['category1', '02', { '110105': 1, '110108': 1 }],
    ['category3', '020101', { '110105': 1, '110108': 1 }],
    ['category2', '0301', { '110105': 1, '110105001': 1, '110108': 1 }],
    ['category1', '09', { '110108': 1 }],
  ] as const)('are those of the chosen categories: %s %s', (dimension, code, counts) => {
    const where = [{ dimension, in: [code] }]
    expect(Object.fromEntries(countAlerts(episodes, where, chains))).toEqual(counts)
  })
})
