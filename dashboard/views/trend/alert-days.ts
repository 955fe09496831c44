import type { Range } from '../../state/period.ts'
import type { TrendLayout } from './placed.ts'

export interface PlacedDays {
  key: string
  x: number
  width: number
}

/** The stretches of a chart that stand for some days: all periods that hold at least one of them. */
export function placeDays(
  { points, reach }: Pick<TrendLayout, 'points' | 'reach'>,
  ranges: readonly Range[],
): PlacedDays[] {
  return ranges.flatMap(({ from, to }) => {
    const within = points.filter(
      ({ point: { period, until } }) => until > from && period.slice(0, 10) < to,
    )
    const [first, last] = [within[0], within.at(-1)]
    if (!first || !last) return []
    return [{ key: `${from} ${to}`, x: first.x - reach, width: last.x - first.x + 2 * reach }]
  })
}
