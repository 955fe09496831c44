import { geary } from '../../../server/stats/geary.ts'
import { getisOrd } from '../../../server/stats/getis-ord.ts'
import { localMoran, type MoranRandomisation } from '../../../server/stats/local-moran.ts'
import {
  type GlobalAssumption,
  type GlobalAutocorrelation,
  moran,
} from '../../../server/stats/moran.ts'
import { adjustPValues } from '../../../server/stats/p-adjust.ts'
import type { WeightStyle } from '../../../server/stats/spatial-weights.ts'
import type { Check, Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'

interface Input {
  x: number[]
  neighbours: number[][]
}

function localG({ x, neighbours }: Input, star: boolean, style: WeightStyle): unknown {
  const areas = getisOrd(x, neighbours, star ? 'Gi*' : 'Gi', style) ?? []
  const pTwoSided = areas.map((area) => area.pTwoSided)
  const pGreater = areas.map((area) => area.pGreater)
  return {
    G: areas.map((area) => area.g),
    E: areas.map((area) => area.expected),
    V: areas.map((area) => area.variance),
    z: areas.map((area) => area.z),
    ...{ pTwoSided, pGreater },
    pTwoSidedBH: adjustPValues(pTwoSided, 'BH'),
    pGreaterBH: adjustPValues(pGreater, 'BH'),
  }
}

function localI({ x, neighbours }: Input, style: WeightStyle, how: MoranRandomisation): unknown {
  const areas = localMoran(x, neighbours, style, how) ?? []
  const pTwoSided = areas.map((area) => area.pTwoSided)
  return {
    I: areas.map((area) => area.i),
    E: areas.map((area) => area.expected),
    Var: areas.map((area) => area.variance),
    z: areas.map((area) => area.z),
    pTwoSided,
    pBH: adjustPValues(pTwoSided, 'BH'),
    quadrant: areas.map((area) => area.quadrant),
  }
}

const overall = (name: 'I' | 'C', given: GlobalAutocorrelation | null): unknown => ({
  [name]: given?.value,
  E: given?.expected,
  Var: given?.variance,
  z: given?.z,
  p: given?.pTwoSided,
})

/** The names of the results say the statistic, the style of the weights and the randomisation. */
const NAME = /^(giStar|gi|localMoran|globalMoran|geary)([BWCUS])(?:_(\w+))?$/

function compute(input: Input, name: string): unknown {
  const [, statistic, letter, option] = NAME.exec(name) ?? []
  const style = letter as WeightStyle
  const { x, neighbours } = input
  const assumption = option as GlobalAssumption | undefined
  if (statistic === 'giStar' || statistic === 'gi') return localG(input, statistic !== 'gi', style)
  if (statistic === 'localMoran') return localI(input, style, option as MoranRandomisation)
  if (statistic === 'globalMoran') return overall('I', moran(x, neighbours, style, assumption))
  if (statistic === 'geary') return overall('C', geary(x, neighbours, style, assumption))
  throw new RangeError(`"${name}" is no statistic of spatial autocorrelation`)
}

/** Getis-Ord, local and global Moran and Geary, against R spdep. */
export const judge: Judge = function* (given): Generator<Check> {
  const input = given.input as Input
  for (const [name, expected] of Object.entries(given.output as Record<string, unknown>)) {
    yield* checksOf(name, expected, compute(input, name), relative(1e-10))
  }
}
