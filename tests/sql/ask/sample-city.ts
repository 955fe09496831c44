import type { Area, Category, City, Member } from '../../../sql/model/city.ts'

const ZONE = 'America/New_York'
/** The earliest cut-off of the sources: 15:30:17 local time. */
export const THROUGH = '2021-02-20T20:30:17Z'
/** The source that tells little goes on for another day. */
export const LATE_THROUGH = '2021-02-21T15:00:00Z'
/** From this local day on old-harbor is harbor; from the next on noise-old is noise. */
export const AREA_REFORM = '2020-07-01'
export const CATEGORY_REFORM = '2020-04-15'

const names = (text: string) => ({ en: text, zh: text })

const member = (code: string, parent: string | null = null): Member => ({
  code,
  names: names(code),
  parent,
  from: null,
  to: null,
  successor: null,
})

const area = (
  level: Area['level'],
  code: string,
  parent: string | null,
  residents: number | null,
): Area => ({ ...member(code, parent), level, residents, lon: null, lat: null })

const category = (level: 1 | 2 | 3, code: string, parent: string | null): Category => ({
  ...member(code, parent),
  level,
  sector: null,
  lifeAreas: [],
  goodLife: [],
  department: null,
  deadline: null,
})

export const SUBDISTRICTS: Record<string, string> = {
  harbor: 'north',
  'old-harbor': 'north',
  mill: 'north',
  "o'brien": 'south',
  'west\\end': 'south',
  东城: 'east',
}

export const CATEGORIES: Record<string, string> = {
  noise: 'living',
  'noise-old': 'living',
  heating: 'living',
  roads: 'works',
  lamps: 'works',
}

export const sampleCity: City = {
  id: 'sample',
  names: names('Sample'),
  timeZone: ZONE,
  languages: ['en'],
  span: { from: '2018-01-01', to: null },
  residents: 90_000,
  maturityDays: { satisfactionRate: 3 },
  weights: [
    { from: '2020-06-01', response: 0.2, resolution: 0.5, satisfaction: 0.3 },
    { from: '2019-01-01', response: 0.4, resolution: 0.3, satisfaction: 0.3 },
  ],
  lists: {
    areas: 'closed',
    categories: 'open',
    departments: 'open',
    enterprises: 'open',
    kinds: 'closed',
    channels: 'open',
  },
  areas: [
    area('district', 'north', null, 30_000),
    area('district', 'south', null, 20_000),
    area('district', 'east', null, null),
    ...Object.entries(SUBDISTRICTS).map(([code, parent], i) => ({
      ...area('subdistrict', code, parent, code === 'mill' ? null : 1_000 * (i + 1)),
      ...(code === 'old-harbor' ? { to: AREA_REFORM, successor: 'harbor' } : {}),
    })),
  ],
  categories: [
    category(1, 'living', null),
    category(1, 'works', null),
    ...Object.entries(CATEGORIES).map(([code, parent]) => ({
      ...category(2, code, parent),
      ...(code === 'noise-old' ? { to: CATEGORY_REFORM, successor: 'noise' } : {}),
    })),
  ],
  departments: [],
  enterprises: [],
  kinds: ['complaint', 'consultation', 'other'].map((code) => member(code)),
  channels: [],
  issues: [
    {
      id: 'winter',
      names: names('Winter'),
      where: [
        { dimension: 'category2', in: ['heating', 'noise'] },
        { dimension: 'district', in: ['north', 'unknown'] },
      ],
    },
    {
      id: 'nights',
      names: names('Nights'),
      where: [{ dimension: 'category2', in: ['noise', 'lamps'] }],
    },
  ],
  sources: [
    {
      id: 'full',
      names: names('Full'),
      tells: [
        'due_at',
        'dispatched',
        'responded',
        'closed',
        'closed_at',
        'rated_at',
        'on_time',
        'resolved',
        'satisfied',
        'requester_key',
      ],
      retired: false,
    },
    {
      id: 'flags',
      names: names('Flags'),
      tells: ['closed', 'on_time', 'responded'],
      retired: false,
    },
    { id: 'bare', names: names('Bare'), tells: [], retired: false },
  ],
}
