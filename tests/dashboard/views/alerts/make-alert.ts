import type { Alert, Episode } from '../../../../dashboard/views/alerts/state.ts'

/** A rise of heating complaints in Chaoyang. */
export const makeAlert = (changes: Partial<Alert> = {}): Alert => ({
  area: '110105',
  category: '0201',
  window: 7,
  from: '2026-03-11',
  to: '2026-03-18',
  observed: 412,
  expected: 180.4,
  interval: [150, 212],
  ratio: 412 / 180.4,
  pValue: 0.000025,
  qValue: 0.031,
  weeks: [170, 182, 175, 190, 412],
  parts: [
    { area: '110105001', category: '0201', observed: 200, expected: 60 },
    { area: '110105', category: '020101', observed: 250, expected: 110 },
  ],
  folded: 3,
  past: [{ from: '2025-01-06', to: '2025-01-13', observed: 398 }],
  question: {
    city: 'beijing',
    measures: ['complaints'],
    from: '2026-03-11',
    to: '2026-03-18',
    where: [
      { dimension: 'district', in: ['110105'] },
      { dimension: 'category2', in: ['0201'] },
    ],
  },
  ...changes,
})

export const makeEpisode = (
  changes: Partial<Episode> = {},
  alert: Partial<Alert> = {},
): Episode => {
  const made = makeAlert(alert)
  return {
    id: `beijing~2026-03-17~${made.area}~${made.category}`,
    area: made.area,
    category: made.category,
    openedOn: '2026-03-17',
    lastOn: '2026-03-18',
    stage: 'continues',
    peak: { asOf: '2026-03-18', ratio: made.ratio },
    alert: made,
    acknowledged: false,
    ...changes,
  }
}

/** Emergencies of three hours in Chaoyang. */
export const makeHourEpisode = (changes: Partial<Episode> = {}): Episode =>
  makeEpisode(
    {
      ...{ id: 'beijing~2026-03-18T14~110105~all', category: '', openedOn: '2026-03-18' },
      hours: { openedAt: '2026-03-18T14:00', lastAt: '2026-03-18T14:00' },
      ...changes,
    },
    {
      ...{ category: '', window: 1, from: '2026-03-18', to: '2026-03-19', observed: 14 },
      ...{ expected: 1.2, interval: [0, 4], ratio: 14 / 1.2, pValue: 1e-9, qValue: 1e-6 },
      ...{ parts: [], past: [], folded: 0, weeks: [70, 90] },
      question: {
        ...{ city: 'beijing', measures: ['complaints'], grain: 'hour' },
        ...{ from: '2026-03-18', to: '2026-03-19' },
        where: [
          { dimension: 'kind', in: ['emergency'] },
          { dimension: 'district', in: ['110105'] },
        ],
      },
      hours: {
        ...{ kind: 'emergency', window: 3, from: '2026-03-18T11:00', to: '2026-03-18T14:00' },
        counts: [0, 1, 0, 2, 5, 7],
      },
    },
  )
