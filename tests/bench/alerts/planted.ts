import { shapeAt } from '../../../etl/simulate/plant-kinds.ts'
import type { Plant } from '../../../etl/simulate/truth.ts'
import type { ExtractSeries } from './extract-series.ts'

/** A planted outbreak, and how clearly it stands out of its series. */
export interface Planted extends Plant {
  /** Days since the history began: [begin, end). */
  begin: number
  end: number
  /**
   * The greatest expected excess of seven days, in standard deviations of the series' weeks without it:
   * in its first two weeks, and at all. Null where the series has hardly a complaint.
   */
  firstFortnight: number | null
  atAll: number | null
}

const DAY_MS = 86_400_000
/** Weeks about a plant that tell how its series varies. */
const ABOUT = 30

function weekDeviation(days: readonly number[], begin: number, end: number): number | null {
  const weeks: number[] = []
  for (let week = -ABOUT; week < ABOUT; week++) {
    const at = begin + 7 * week
    if (at < 0 || at + 7 > days.length || (at + 7 > begin && at < end)) continue
    weeks.push(days.slice(at, at + 7).reduce((a, b) => a + b, 0))
  }
  const mean = weeks.reduce((a, b) => a + b, 0) / weeks.length
  const squares = weeks.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / (weeks.length - 1))
  return deviation > 0 ? deviation : null
}

/** How much a plant is expected to add on each of its days. */
function excessByDay({ shape, extra }: Plant, length: number): number[] {
  const forms = Array.from({ length }, (_, i) => shapeAt(shape, (i + 0.5) / length))
  const whole = forms.reduce((a, b) => a + b, 0)
  return forms.map((form) => (extra * form) / whole)
}

function greatestWeek(excess: readonly number[], lastEnd: number): number {
  let most = 0
  for (let end = 1; end <= Math.min(lastEnd, excess.length + 6); end++) {
    most = Math.max(
      most,
      excess.slice(Math.max(0, end - 7), end).reduce((a, b) => a + b, 0),
    )
  }
  return most
}

/** Says of a plant how clearly it stands out. */
export function weighPlant(plant: Plant, series: ExtractSeries): Planted {
  const first = Date.parse(series.first)
  const begin = (Date.parse(plant.from) - first) / DAY_MS
  const end = (Date.parse(plant.to) - first) / DAY_MS
  const days = series.daysOf({ area: plant.what.area ?? '', category: plant.what.category ?? '' })
  const deviation = days ? weekDeviation(days, begin, end) : null
  const excess = excessByDay(plant, end - begin)
  const inDeviations = (lastEnd: number) =>
    deviation === null ? null : greatestWeek(excess, lastEnd) / deviation
  return {
    ...plant,
    ...{ begin, end },
    firstFortnight: inDeviations(14),
    atAll: inDeviations(Number.POSITIVE_INFINITY),
  }
}
