import { monthOf, monthStart } from '../local-days.ts'
import type { DatedShape, Shape } from './shapes.ts'

/** Counts of a part of a series by month, as `monthOf` counts them. */
export type MonthCounts = ReadonlyMap<number, number>

/** Months before a day whose complaints say what a series is made of; where they have few, more. */
const MIXED = [1, 3, 12]
const FEW = 100

function sumShape(shape: Shape, first: number, from: number, to: number): number {
  let sum = 0
  for (let day = Math.max(0, from - first); day < to - first; day++) sum += shape[day]!
  return sum
}

/** What a whole is made of: for each part its shapes, all of the same dates, and its months in the whole. */
export interface ShapedPart {
  shapes: DatedShape[]
  months: MonthCounts
}

/**
 * The shape of what is made of parts: the sum of their shapes, each as large as the part lately was. A
 * whole changes with its mix, which its own past would take for seasons and habits: after an epidemic,
 * what people call about is not what they called about in it.
 * @param first the day of the plan's first row
 * @returns the dates that have anything before them; null: none has
 */
export function composeShapes(first: number, parts: readonly ShapedPart[]): DatedShape[] | null {
  const dates = parts[0]?.shapes ?? []
  const mixOver = (i: number, end: number, months: number) => {
    const from = end - months
    return parts.flatMap(({ shapes, months: counts }) => {
      const { shape } = shapes[i]!
      let count = 0
      for (let month = from; month < end; month++) count += counts.get(month) ?? 0
      const usual = sumShape(shape, first, monthStart(from), monthStart(end))
      return count > 0 && usual > 0 ? [{ shape, count, size: count / usual }] : []
    })
  }
  const composed = dates.flatMap(({ at, shape: { length } }, i): DatedShape[] => {
    const mixes = MIXED.map((months) => mixOver(i, monthOf(first + at), months))
    const total = (mix: { count: number }[]) => mix.reduce((sum, { count }) => sum + count, 0)
    const mix = mixes.find((one) => total(one) >= FEW) ?? mixes.at(-1) ?? []
    if (mix.length === 0) return []
    const sum = new Float64Array(length)
    for (const { shape, size } of mix)
      for (let day = 0; day < length; day++) sum[day]! += size * shape[day]!
    return [{ at, shape: sum }]
  })
  return composed.length > 0 ? composed : null
}
