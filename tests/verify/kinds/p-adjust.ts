import { ADJUSTMENTS, adjustPValues } from '../../../server/stats/p-adjust.ts'
import type { Judge } from '../case.ts'
import { checksOf } from '../compare.ts'

const TOLERANCE = { relative: 1e-9, absolute: 1e-300 }

/** `rejectedBHat05`: where (from 0) the p-value adjusted by BH is at most 0.05. */
const REJECTED = /^rejected(.+)at(\d+)$/

export const judge: Judge = ({ input, output }) => {
  const { p } = input as { p: (number | null)[] }
  const actual: Record<string, (number | null)[]> = {}
  for (const method of ADJUSTMENTS) {
    actual[method] = adjustPValues(p, method)
    if (method === 'BH') actual.fdr = actual[method]
  }
  for (const name of Object.keys(output as object)) {
    const [, method = '', digits] = REJECTED.exec(name) ?? []
    const level = Number(`0.${digits}`)
    const adjusted = actual[method] ?? []
    if (digits) actual[name] = adjusted.flatMap((q, i) => (q !== null && q <= level ? [i] : []))
  }
  return checksOf('', output, actual, TOLERANCE)
}
