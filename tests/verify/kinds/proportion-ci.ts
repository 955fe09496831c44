import {
  PROPORTION_METHODS,
  proportionInterval,
} from '../../../server/stats/proportion-interval.ts'
import type { Judge } from '../case.ts'
import { absolute, checksOf } from '../compare.ts'

interface Counted {
  k: number
  n: number
}

const intervals = (k: number, n: number, level: number) =>
  Object.fromEntries(
    PROPORTION_METHODS.map((method) => [method, proportionInterval(k, n, method, level)]),
  )

/** `ci95`, `ci999`: the digits of the level. */
function compute(record: Counted) {
  const { k, n } = record
  const levels = Object.keys(record).flatMap((name) => {
    const [, digits] = /^ci(\d+)$/.exec(name) ?? []
    return digits ? [[name, intervals(k, n, Number(`0.${digits}`))] as const] : []
  })
  return { k, n, ...Object.fromEntries(levels) }
}

export const judge: Judge = ({ output }) =>
  checksOf('', output, (output as Counted[]).map(compute), absolute(1e-10))
