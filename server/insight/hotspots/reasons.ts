import type { Labels } from '../../../sql/model/labels.ts'

/** Why something cannot be said, in the words that people read. */
export const REASONS = {
  noData: { en: 'No data are loaded yet.', zh: '尚未载入数据。' },
  fewWeeks: {
    en: 'There are fewer than ten complete weeks of data.',
    zh: '完整的数据不足十周。',
  },
  fewAreas: {
    en: 'There are fewer than three subdistricts to compare.',
    zh: '可比较的街道（乡镇）不足三个。',
  },
  noAdjacency: {
    en: 'The city pack has no boundaries, centres or districts that say which subdistricts lie beside each other.',
    zh: '城市数据包没有边界、中心点或所属区，无法判断街道（乡镇）是否相邻。',
  },
  noCentres: {
    en: 'Fewer than three subdistricts have a known centre.',
    zh: '已知中心点的街道（乡镇）不足三个。',
  },
  noNeighbours: {
    en: 'No neighbour of this subdistrict is known.',
    zh: '该街道（乡镇）没有已知的相邻街道（乡镇）。',
  },
  noResidents: {
    en: 'The number of residents of this subdistrict is not known.',
    zh: '该街道（乡镇）的常住人口未知。',
  },
  fewCases: {
    en: 'There is less than one complaint a week on average.',
    zh: '平均每周不足一件诉求。',
  },
  constant: {
    en: 'All counts are as expected: nothing varies.',
    zh: '各处数量均与预期相同，没有差异。',
  },
  fewRecent: {
    en: 'There are fewer than five complaints in the last four weeks.',
    zh: '最近四周的诉求不足五件。',
  },
  noPoints: {
    en: 'The complaints carry no coordinates: they cannot be counted in hexagons.',
    zh: '诉求没有坐标，无法按六边形统计。',
  },
  fewPoints: {
    en: 'Fewer than 500 complaints carry coordinates: too few to be counted in hexagons.',
    zh: '有坐标的诉求不足 500 件，不足以按六边形统计。',
  },
  fewPlaced: {
    en: 'There are fewer than five complaints with coordinates in the last four weeks, or in those before.',
    zh: '最近四周或此前有坐标的诉求不足五件。',
  },
} as const satisfies Record<string, Labels>

export type ReasonId = keyof typeof REASONS
