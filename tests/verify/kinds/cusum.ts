import { type CusumTransform, cusum } from '../../../server/stats/cusum.ts'
import type { Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'

interface Params {
  /** Counted from 1. */
  range?: number[]
  k?: number
  h?: number
  /** A number (or one per point), or words: the mean of the counts before the range. */
  m?: number | number[] | string | null
  trans?: CusumTransform
  alpha?: number | null
}

export const judge: Judge = ({ input, params, output }) => {
  const { observed } = input as { observed: number[] }
  const given = (params ?? {}) as Params
  const range = given.range ?? observed.map((_, i) => i + 1)
  const before = observed.slice(0, (range[0] ?? 1) - 1)
  if (typeof given.m === 'string' && !given.m.startsWith('mean'))
    throw new Error(`there is no way to take m as "${given.m}"`)
  const mean =
    typeof given.m === 'number' || Array.isArray(given.m)
      ? given.m
      : before.reduce((sum, count) => sum + count, 0) / before.length
  const points = cusum(
    range.map((at) => observed[at - 1] ?? null),
    {
      mean,
      reference: given.k ?? 1.04,
      limit: given.h ?? 2.26,
      transform: given.trans ?? 'standard',
      alpha: given.alpha ?? 0.1,
    },
  )
  const actual = {
    m: mean,
    cusum: points.map((point) => point.cusum),
    alarm: points.map((point) => point.alarm),
    upperbound: points.map((point) => point.upperBound),
  }
  return checksOf('', output, actual, relative(1e-9))
}
