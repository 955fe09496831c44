import { betaTails } from '../../../server/stats/incomplete-beta.ts'
import { chiSquareQuantile, gammaTails } from '../../../server/stats/incomplete-gamma.ts'
import { logGamma } from '../../../server/stats/log-gamma.ts'
import { normalQuantile } from '../../../server/stats/normal-quantile.ts'
import { normalUpperTail } from '../../../server/stats/normal-tail.ts'
import { studentQuantile, studentUpperTail } from '../../../server/stats/student-t.ts'
import type { Judge } from '../case.ts'
import { checksOf } from '../compare.ts'

/** The output holds the arguments too. */
interface Output {
  p: number[]
  z: number[]
  qt: { df: number }[]
  pt: { df: number; t: number[] }[]
  qchisq: { df: number }[]
  pgammaUpper: { shape: number; x: number[] }[]
  pbeta: { a: number; b: number; x: number[] }[]
  lgamma: { x: number[] }
}

/** Also the smallest probabilities are to have their digits. */
const TOLERANCE = { relative: 1e-9, absolute: 1e-300 }

export const judge: Judge = ({ output }) => {
  const { p = [], z, qt, pt, qchisq, pgammaUpper, pbeta, lgamma } = output as Partial<Output>
  const actual = {
    p,
    qnorm: p.map(normalQuantile),
    z,
    pnormUpper: z?.map(normalUpperTail),
    qt: qt?.map(({ df }) => ({ df, q: p.map((at) => studentQuantile(at, df)) })),
    pt: pt?.map(({ df, t }) => ({ df, t, upper: t.map((at) => studentUpperTail(at, df)) })),
    qchisq: qchisq?.map(({ df }) => ({ df, q: p.map((at) => chiSquareQuantile(at, df)) })),
    pgammaUpper: pgammaUpper?.map(({ shape, x }) => ({
      ...{ shape, x },
      upper: x.map((at) => gammaTails(shape, at).upper),
    })),
    pbeta: pbeta?.map(({ a, b, x }) => ({ a, b, x, p: x.map((at) => betaTails(at, a, b).lower) })),
    lgamma: lgamma && { x: lgamma.x, v: lgamma.x.map(logGamma) },
  }
  return checksOf('', output, actual, TOLERANCE)
}
