import { nameOf } from '../lattice.ts'
import type { HourPlan } from './hour-plan.ts'
import { type HourShape, type Judged, judgeHours } from './judge-hours.ts'
import type { HourSeries } from './read-hours.ts'

const depthOf = ({ area, category }: HourSeries): number =>
  Number(area !== '') + Number(category !== '')

/**
 * Judges the last hours of the city and its parts, each part from the shape of the whole: a district's
 * category from the city's of that category, else, as all others, from the whole city.
 * @param series by `nameOf`
 */
export function judgePlaces(
  series: ReadonlyMap<string, HourSeries>,
  plan: HourPlan,
): Map<string, Judged> {
  const judged = new Map<string, Judged>()
  const shapeOf = ({ area, category }: HourSeries): HourShape | null => {
    const above = area === '' ? null : judged.get(nameOf({ area: '', category }))
    const found = above?.judgement ? above : judged.get(nameOf({ area: '', category: '' }))
    return found?.judgement ? found.shape : null
  }
  const ordered = [...series.values()].sort((a, b) => depthOf(a) - depthOf(b))
  for (const one of ordered) judged.set(nameOf(one), judgeHours(one.counts, plan, shapeOf(one)))
  return judged
}
