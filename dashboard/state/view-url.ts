import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Clause } from '../../sql/model/question.ts'
import type { Language } from '../i18n/text.ts'
import { THEMES, type Theme } from '../theme/theme.ts'
import { DIMENSION_IDS, isMeasure } from './model.ts'
import { isPeriod } from './period.ts'

export type Filter = Clause

/** What the map shows: the measure, complaints by residents, or the change on the period before. */
export const MAP_MODES = ['value', 'perThousand', 'change'] as const
export type MapMode = (typeof MAP_MODES)[number]

/** The dimensions whose members can be ranked as bars. */
export const RANKED = [
  'category1',
  'category2',
  'category3',
  'district',
  'subdistrict',
  'department',
  'channel',
  'kind',
  'issue',
] as const satisfies DimensionId[]
export type RankedDimension = (typeof RANKED)[number]

export const MATRIX_MODES = ['level', 'change', 'expected'] as const
export type MatrixMode = (typeof MATRIX_MODES)[number]

/** Everything that the page shows, as the address keeps it. */
export interface View {
  /** Empty: the first city of the server. */
  city: string
  /** One of PERIODS, or `2026-01-01..2026-02-01` (to exclusive). */
  period: string
  measure: MeasureId
  where: Filter[]
  map: MapMode
  bars: RankedDimension
  matrix: MatrixMode
  /** Is the list of cases open? */
  cases: boolean
  language: Language
  theme: Theme
}

export const DEFAULTS: View = {
  city: '',
  period: '30d',
  measure: 'complaints',
  where: [],
  map: 'value',
  bars: 'category2',
  matrix: 'level',
  cases: false,
  language: 'en',
  theme: 'auto',
}

const MOST_MEMBERS = 200

const isLanguage = (text: string): text is Language => text === 'en' || text === 'zh'
const isOf =
  <Value extends string>(values: readonly Value[]) =>
  (text: string): text is Value =>
    (values as readonly string[]).includes(text)

/** Filters in the order of the dimensions, members sorted and each once, so that equals look equal. */
export function orderFilters(where: Filter[]): Filter[] {
  return DIMENSION_IDS.flatMap((dimension) => {
    const members = where.filter((clause) => clause.dimension === dimension).flatMap((c) => c.in)
    const once = [...new Set(members)].filter((member) => member !== '').sort()
    return once.length === 0 ? [] : [{ dimension, in: once.slice(0, MOST_MEMBERS) }]
  })
}

/** Reads the query of an address. What it does not know, or cannot be, it leaves at its default. */
export function parseView(search: string, preferred: Language): View {
  const asked = new URLSearchParams(search)
  const take = <Value extends string>(
    name: string,
    fits: (text: string) => text is Value,
    otherwise: Value,
  ): Value => {
    const text = asked.get(name)
    return text !== null && fits(text) ? text : otherwise
  }
  return {
    city: asked.get('city') ?? DEFAULTS.city,
    period: take('period', (text): text is string => isPeriod(text), DEFAULTS.period),
    measure: take('measure', isMeasure, DEFAULTS.measure),
    where: orderFilters(
      DIMENSION_IDS.map((dimension) => ({ dimension, in: asked.getAll(dimension) })),
    ),
    map: take('map', isOf(MAP_MODES), DEFAULTS.map),
    bars: take('bars', isOf(RANKED), DEFAULTS.bars),
    matrix: take('matrix', isOf(MATRIX_MODES), DEFAULTS.matrix),
    cases: asked.get('cases') === '1',
    language: take('lang', isLanguage, preferred),
    theme: take('theme', isOf(THEMES), DEFAULTS.theme),
  }
}

/** The query (`?lang=en&period=7d`) that `parseView` reads back; defaults are left out. */
export function writeView(view: View): string {
  const query = new URLSearchParams({ lang: view.language })
  if (view.theme !== DEFAULTS.theme) query.set('theme', view.theme)
  if (view.city !== DEFAULTS.city) query.set('city', view.city)
  if (view.period !== DEFAULTS.period) query.set('period', view.period)
  if (view.measure !== DEFAULTS.measure) query.set('measure', view.measure)
  for (const { dimension, in: members } of orderFilters(view.where)) {
    for (const member of members) query.append(dimension, member)
  }
  if (view.map !== DEFAULTS.map) query.set('map', view.map)
  if (view.bars !== DEFAULTS.bars) query.set('bars', view.bars)
  if (view.matrix !== DEFAULTS.matrix) query.set('matrix', view.matrix)
  if (view.cases) query.set('cases', '1')
  return `?${query}`
}
