import type { Forecasts } from '../../../server/contract/forecasts.ts'

export type Series = Forecasts['series'][number]
export type Outlook = Series['days']
export type OutlookPoint = NonNullable<Outlook['points']>[number]
export type Backtest = NonNullable<Outlook['backtest']>
/** How far is looked ahead: two weeks day by day, or a year month by month. */
export type Horizon = 'days' | 'months'

const DIMENSIONS = ['district', 'category1'] as const
type SeriesDimension = (typeof DIMENSIONS)[number]

/** A series beside that of the city. */
export interface NamedSeries {
  dimension: SeriesDimension
  code: string
  series: Series
}

/** The series of the parts of a city, by what they are parts of, in the order of the forecasts. */
export function partsOf({
  series,
}: Pick<Forecasts, 'series'>): Record<SeriesDimension, NamedSeries[]> {
  const of = (dimension: SeriesDimension) =>
    series.flatMap((one): NamedSeries[] => {
      const code = one.where[dimension]
      const isIt = code !== undefined && Object.keys(one.where).length === 1
      return isIt ? [{ dimension, code, series: one }] : []
    })
  return { district: of('district'), category1: of('category1') }
}

/** The series of the city; null where none is made. */
export const cityOf = ({ series }: Pick<Forecasts, 'series'>): Series | null =>
  series.find(({ where }) => Object.keys(where).length === 0) ?? null

/** The part that is named; null where there is none, and the city is meant. */
export function findPart(
  forecasts: Pick<Forecasts, 'series'>,
  chosen: { dimension: string; code: string } | null,
): NamedSeries | null {
  if (!chosen) return null
  const parts = partsOf(forecasts)
  return (
    DIMENSIONS.flatMap((dimension) => parts[dimension]).find(
      ({ dimension, code }) => dimension === chosen.dimension && code === chosen.code,
    ) ?? null
  )
}
