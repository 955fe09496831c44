import { monthOf, monthStart } from './local-days.ts'
import type { DatedShape, Shape } from './shapes.ts'

/** Counts of a part of a series by month, as `monthOf` counts them. */
export type MonthCounts = ReadonlyMap<number, number>

/** Months before a day whose complaints say what a series is made of; where they have none, more. */
const MIXED = (process.env.MIX ?? '1,3,12').split(',').map(Number)

function sumShape(shape: Shape, first: number, from: number, to: number): number {
  let sum = 0
  for (let day = Math.max(0, from - first); day < to - first; day++) sum += shape[day]!
  return sum
}

/**
 * The shape of what is made of parts: the sum of their shapes, each as large as the part lately was. A
 * whole changes with its mix, which its own past would take for seasons and habits: after an epidemic,
 * what people call about is not what they called about in it.
 * @param first the day of the plan's first row
 * @param parts for each part its shapes and, for each series, its months
 * @returns null where the parts have nothing, or no shape
 */
export function composeShapes(
  first: number,
  parts: readonly { shapes: DatedShape[] | null; months: MonthCounts }[],
): DatedShape[] | null {
  const known = parts.filter(({ shapes }) => shapes !== null)
  const dates = known[0]?.shapes ?? []
  const composed = dates.flatMap(({ at, shape: { length } }, i): DatedShape[] => {
    const end = monthStart(monthOf(first + at))
    for (const months of MIXED) {
      const from = monthStart(monthOf(end) - months)
      const sum = new Float64Array(length)
      let any = false
      for (const part of known) {
        let count = 0
        for (let month = monthOf(from); month < monthOf(end); month++)
          count += part.months.get(month) ?? 0
        const { shape } = part.shapes![i]!
        const usual = sumShape(shape, first, from, end)
        if (count === 0 || usual === 0) continue
        any = true
        for (let day = 0; day < length; day++) sum[day]! += (count / usual) * shape[day]!
      }
      if (any) return [{ at, shape: sum }]
    }
    return []
  })
  return composed.length > 0 ? composed : null
}
