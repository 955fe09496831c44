import type { Catalog } from '../../server/contract/catalog.ts'
import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Clause } from '../../sql/model/question.ts'
import { addDays, countDays, earliest } from '../state/days.ts'
import { FORMATS } from '../state/model.ts'
import type { Range } from '../state/period.ts'
import type { View } from '../state/view-url.ts'
import { HEADLINES } from '../views/headline/state.ts'
import { axesOf } from '../views/matrix/questions.ts'
import { grainFor, startOf, windowOf } from '../views/trend/periods.ts'
import type { CubeGrain, CubeQuestion } from './cube.ts'

/** What the page may hold of one cube. */
export const MOST_ROWS = 60_000
export const MOST_BYTES = 6_000_000

const DAYS: Record<CubeGrain, number> = { day: 1, week: 7, month: 30, quarter: 91 }

type Members = Catalog['dimensions'][number]['members']

const clauseOf = (where: readonly Clause[], of: DimensionId) =>
  where.find(({ dimension }) => dimension === of)

/** How many members of a dimension the filters leave: those chosen, else those below what is chosen. */
function countMembers({ dimensions }: Catalog, id: DimensionId, where: readonly Clause[]): number {
  const chosen = clauseOf(where, id)
  if (chosen) return chosen.in.length
  const members: Members = dimensions.find((one) => one.id === id)?.members ?? []
  const isBelow = where.flatMap(({ in: codes }) => codes)
  const below = members.filter(({ parent }) => parent !== null && isBelow.includes(parent))
  return below.length || members.length
}

/** Can a measure's rows be put together, and does the city tell it? */
function addsUp({ measures }: Catalog, id: MeasureId): boolean {
  const format = FORMATS[id]
  const isAdditive = format === 'rate' || (format === 'count' && id !== 'backlog')
  return isAdditive && measures.some((one) => one.id === id && one.available)
}

/** The days of the trend and of the period, whole periods of a grain, and as many before if wanted. */
function windowFor(grain: CubeGrain, range: Range, withBefore: boolean): Range {
  const trend = windowOf(grainFor(range), range)
  const before = addDays(range.from, -countDays(range.from, range.to))
  const from = earliest(trend.from, range.from, ...(withBefore ? [before] : []))
  // The trend's periods are whole, so that none ends before the page's period does.
  return { from: startOf(grain, from), to: trend.to }
}

/**
 * The cubes that the page wants for what it shows: by the axes of the matrix, which are the map's too,
 * and by what the bars rank. Each as fine as the ceiling on rows lets it be, and where there is room
 * with the period before; none where there is no room.
 */
export function wantedCubes(view: View, range: Range, catalog: Catalog): CubeQuestion[] {
  const measures = [...new Set([...(HEADLINES[0] ?? []), view.measure])].filter((id) =>
    addsUp(catalog, id),
  )
  const trendGrain = grainFor(range)
  const coarse: CubeGrain = trendGrain === 'hour' ? 'day' : trendGrain
  const sizes = [
    ['day', true],
    ['day', false],
    [coarse, true],
    [coarse, false],
  ] as const
  const cubeBy = (by: DimensionId[]): CubeQuestion[] => {
    const cells = by.reduce((most, id) => most * countMembers(catalog, id, view.where), 1)
    for (const [grain, withBefore] of sizes) {
      const days = windowFor(grain, range, withBefore)
      if ((cells * countDays(days.from, days.to)) / DAYS[grain] <= MOST_ROWS) {
        return [{ city: view.city, measures, by, grain, ...days, where: view.where }]
      }
    }
    return []
  }
  const { row, column } = axesOf(view.where)
  const axes = cubeBy([column, row])
  // Complaints of several issues would count several times.
  const isTold = view.bars === 'issue' || axes.some(({ by }) => by.includes(view.bars))
  return isTold ? axes : [...axes, ...cubeBy([view.bars])]
}
