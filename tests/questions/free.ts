import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Clause, Question } from '../../sql/model/question.ts'
import type { Asking } from './asking.ts'
import type { Draw } from './draw.ts'

const free = (
  name: string,
  months: number,
  rest: Pick<Question, 'measures'> & Partial<Question>,
  where?: (draw: Draw) => Clause[],
): Asking => ({
  name: `free ${name}`,
  question: (draw) => ({
    city: draw.ground.city.id,
    ...draw.months(months),
    ...rest,
    where: where?.(draw) ?? [],
  }),
})

const ANY_MEASURES: readonly MeasureId[] = [
  'complaints',
  'responseRate',
  'resolutionRate',
  'satisfactionRate',
  'onTimeRate',
  'openComplaints',
]
const ANY_DIMENSIONS: readonly DimensionId[] = [
  'district',
  'category1',
  'channel',
  'kind',
  'handling',
  'requester',
  'deadline',
  'language',
  'sector',
  'lifeArea',
  'goodLife',
  'issue',
  'department',
]

/** At most three dimensions over at most 13 months, such as a planner thinks of for the first time. */
export const FREE: readonly Asking[] = [
  free('enterprises', 13, {
    measures: ['complaints', 'resolutionRate'],
    by: ['enterprise'],
    orderBy: '-complaints',
    limit: 50,
  }),
  free('channel, requester and kind', 13, {
    measures: ['complaints', 'satisfactionRate'],
    by: ['channel', 'requester', 'kind'],
  }),
  free('deadline by district and month', 13, {
    measures: ['complaints', 'onTimeRate'],
    by: ['deadline', 'district'],
    grain: 'month',
  }),
  free('department by category2 and month', 12, {
    measures: ['complaints', 'responseRate'],
    by: ['department', 'category2'],
    grain: 'month',
  }),
  free('hours of the day by category2', 13, {
    measures: ['complaints'],
    by: ['category2'],
    grain: 'hourOfDay',
  }),
  free('weekdays by channel and district', 13, {
    measures: ['complaints'],
    by: ['channel', 'district'],
    grain: 'dayOfWeek',
  }),
  free('hours to close by subdistrict', 13, {
    measures: ['hoursToClose'],
    by: ['subdistrict'],
  }),
  free('language and area of life by month', 13, {
    measures: ['complaints'],
    by: ['language', 'lifeArea'],
    grain: 'month',
  }),
  free('sector and good life by week', 6, {
    measures: ['complaints', 'resolutionRate'],
    by: ['sector', 'goodLife'],
    grain: 'week',
  }),
  free(
    'items by requester in a district',
    13,
    {
      measures: ['complaints'],
      by: ['category3', 'requester'],
      orderBy: '-complaints',
      limit: 200,
    },
    (draw) => [{ dimension: 'district', in: [draw.member('district')] }],
  ),
  free('closed by department and month', 12, {
    measures: ['complaints'],
    by: ['department'],
    grain: 'month',
    basis: 'closed',
  }),
  free('rated by channel and week', 6, {
    measures: ['complaints', 'satisfactionRate'],
    by: ['channel'],
    grain: 'week',
    basis: 'rated',
  }),
  {
    name: 'free any dimensions',
    question: (draw) => ({
      city: draw.ground.city.id,
      measures: draw.some(ANY_MEASURES, 1 + draw.below(3)),
      by: draw.some(ANY_DIMENSIONS, 1 + draw.below(3)),
      ...draw.months(1 + draw.below(13)),
    }),
  },
]
