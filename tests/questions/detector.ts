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

/** What is asked before a forecast, and every hour; the nights read their series as lists. */
const SERIES: readonly Series[] = [
  {
    name: 'hours of emergencies by district and category1',
    by: ['district', 'category1'],
    grain: 'hour',
    days: weeks(1),
    where: () => [{ dimension: 'kind', in: ['emergency'] }],
  },
  { name: 'forecast days of the city', by: [], grain: 'day', days: months(60) },
  { name: 'forecast days by district', by: ['district'], grain: 'day', days: months(12) },
  { name: 'forecast days by category1', by: ['category1'], grain: 'day', days: months(12) },
  {
    name: 'forecast months by district and category1',
    by: ['district', 'category1'],
    grain: 'month',
    days: months(60),
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
