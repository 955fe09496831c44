import type { HotspotsAnswer } from '../../../../server/contract/hotspots.ts'
import { makeCategory, makeCluster, makeSpot } from '../hotspots/make-hotspots.ts'

type Hexagons = NonNullable<HotspotsAnswer['hexagons']>

export const GRID: Hexagons['grid'] = { lon: 116.4, lat: 39.9, across: 0.0234, up: 0.0156 }

export const makeHot = (q: number, r: number, ratio = 2, z = 5) => ({
  ...{ q, r, observed: 12, expected: 4, z },
  around: { observed: 10 * ratio, expected: 10 },
})

const question = { city: 'beijing', measures: ['complaints' as const] }
const days = { from: '2024-08-26', to: '2024-09-23' }

/** Hot hexagons of categories, in a grid of 7 x 7. */
const makeHexagons = (hot: Record<string, ReturnType<typeof makeHot>[]>): Hexagons => ({
  ...{ width: 2000, grid: GRID, since: '2024-08-26', to: '2024-09-23' },
  bins: Array.from({ length: 49 }, (_, i): [number, number] => [
    (i % 7) - 3,
    Math.floor(i / 7) - 3,
  ]),
  categories: Object.entries(hot).map(([category, list]) => ({
    ...{ category, complaints: 900, hot: list, question: { ...question, ...days } },
  })),
})

/** Jianwai and Chaowai lie beside each other, in Chaoyang. */
export const JIANWAI = '110105001'
export const CHAOWAI = '110105002'
const CENTRES = {
  [JIANWAI]: { lon: 116.4358, lat: 39.9086 },
  [CHAOWAI]: { lon: 116.4318, lat: 39.9216 },
}

/** A cluster and two rising areas of 0201, hexagons of 02 and of all complaints. */
export const makeTold = (): HotspotsAnswer => ({
  ...{ city: 'beijing', asOf: '2024-09-24', version: 1, through: null },
  weeks: { from: '2023-09-25', to: '2024-09-23' },
  adjacency: { method: 'boundaries', schematic: true },
  basis: 'residents',
  categories: [
    makeCategory({ category: '02', level: 1 }),
    makeCategory({
      areas: [
        makeSpot({ area: JIANWAI, centre: CENTRES[JIANWAI] }),
        makeSpot({ area: CHAOWAI, centre: CENTRES[CHAOWAI], class: 'intensifying', zNow: 9 }),
        makeSpot({ area: '110105003', class: 'sporadic' }),
      ],
      scan: [makeCluster({ areas: [JIANWAI, CHAOWAI], centre: CENTRES[JIANWAI] })],
    }),
    makeCategory({ category: '0202' }),
  ],
  hexagons: makeHexagons({
    '': [makeHot(0, 0)],
    '02': [makeHot(1, 0, 4, 9), makeHot(2, 0)],
    '03': [],
  }),
  reasons: [],
})
