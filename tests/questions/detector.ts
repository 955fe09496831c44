import type { Range } from '../../dashboard/state/period.ts'
import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { Grain } from '../../sql/model/grains.ts'
import type { Clause, Question } from '../../sql/model/question.ts'
import type { Asking } from './asking.ts'
import type { Draw } from './draw.ts'

interface Series {
  name: string
  by: DimensionId[]
  grain: Grain
  days(draw: Draw): Range
  where?: (draw: Draw) => Clause[]
}

const weeks = (count: number) => (draw: Draw) => draw.weeks(count)
const months = (count: number) => (draw: Draw) => draw.months(count)
const one =
  (dimension: DimensionId) =>
  (draw: Draw): Clause[] => [{ dimension, in: [draw.member(dimension)] }]

const FIVE_YEARS = 261
const YEAR = 53

/**
 * The series that are watched and forecast, in wide reads that stay below the ceiling of an answer:
 * where all series of five years would not, by year, by district or by category.
 */
const SERIES: readonly Series[] = [
  { name: 'weeks by category2', by: ['category2'], grain: 'week', days: weeks(FIVE_YEARS) },
  {
    name: 'weeks by district and category1',
    by: ['district', 'category1'],
    grain: 'week',
    days: weeks(FIVE_YEARS),
  },
  {
    name: 'weeks by subdistrict and category1 of a district',
    by: ['subdistrict', 'category1'],
    grain: 'week',
    days: weeks(2 * YEAR),
    where: one('district'),
  },
  {
    name: 'hot spots of a category2',
    by: ['subdistrict'],
    grain: 'week',
    days: weeks(FIVE_YEARS),
    where: one('category2'),
  },
  {
    name: 'hours of emergencies by district and category1',
    by: ['district', 'category1'],
    grain: 'hour',
    days: weeks(1),
    where: () => [{ dimension: 'kind', in: ['emergency'] }],
  },
  {
    name: 'forecast days by district',
    by: ['district'],
    grain: 'day',
    days: months(60),
  },
  {
    name: 'forecast days by category1',
    by: ['category1'],
    grain: 'day',
    days: months(36),
  },
]

export const DETECTOR: readonly Asking[] = SERIES.map(({ name, by, grain, days, where }) => ({
  name,
  question: (draw): Question => ({
    city: draw.ground.city.id,
    measures: ['complaints'],
    by,
    grain,
    ...days(draw),
    where: where?.(draw) ?? [],
  }),
}))
