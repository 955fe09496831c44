import { countTails } from './count-distribution.ts'
import { includeSelf, type Neighbours } from './spatial-weights.ts'

/** A rate of each area, and the rate that is left when chance is taken out of it. */
export interface ShrunkenRates {
  /** Cases over population; null where there is no population. */
  raw: (number | null)[]
  /**
   * Between the raw rate and the mean; null where there is no population, or where there is no case to
   * compare with and nothing varies.
   */
  estimate: (number | null)[]
}

/** The mean rate of areas, and how much their true rates vary about it. */
interface Prior {
  mean: number
  /** Variance of the true rates, at least 0. */
  variance: number
}

function checkRates(cases: readonly number[], population: readonly number[]): void {
  if (cases.length !== population.length)
    throw new RangeError('one population for each area, please')
  const isAmount = (value: number) => Number.isFinite(value) && value >= 0
  if (!cases.every(isAmount)) throw new RangeError('cases are numbers of at least 0')
  if (!population.every(isAmount)) throw new RangeError('populations are numbers of at least 0')
}

/** Cases over population of some areas; null where they have no population. */
function meanRate(
  cases: readonly number[],
  population: readonly number[],
  areas: readonly number[],
): number | null {
  let [sum, people] = [0, 0]
  for (const area of areas) {
    if ((population[area] ?? 0) === 0) continue
    sum += cases[area] ?? 0
    people += population[area] ?? 0
  }
  return people > 0 ? sum / people : null
}

/**
 * By the method of moments; null where the areas have no population.
 * @param centreOf what the rate of an area is compared with to see how much the rates vary
 */
function priorOf(
  cases: readonly number[],
  population: readonly number[],
  areas: readonly number[],
  centreOf: (area: number, mean: number) => number = (_, mean) => mean,
): Prior | null {
  const mean = meanRate(cases, population, areas)
  if (mean === null) return null
  let [spread, people, count] = [0, 0, 0]
  for (const area of areas) {
    const size = population[area] ?? 0
    if (size === 0) continue
    spread += size * ((cases[area] ?? 0) / size - centreOf(area, mean)) ** 2
    people += size
    count++
  }
  return { mean, variance: Math.max(0, spread / people - mean / (people / count)) }
}

function shrink(cases: number, population: number, { mean, variance }: Prior): number | null {
  if (population === 0 || variance + mean === 0) return null
  return mean + (variance / (variance + mean / population)) * (cases / population - mean)
}

const rawRates = (cases: readonly number[], population: readonly number[]): (number | null)[] =>
  cases.map((count, area) => {
    const people = population[area] ?? 0
    return people > 0 ? count / people : null
  })

/**
 * Shrinks the rate of each area towards that of all areas, the more the smaller its population.
 * @param population of each area, in the unit that the rates are to be per
 * @returns also the mean rate and the variance of the true rates; null where there is no population
 * Source: Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators; R
 * spdep `EBest` (Poisson).
 */
export function shrinkRates(
  cases: readonly number[],
  population: readonly number[],
): (ShrunkenRates & Prior) | null {
  checkRates(cases, population)
  const prior = priorOf(cases, population, [...cases.keys()])
  if (prior === null) return null
  const estimate = cases.map((count, area) => shrink(count, population[area] ?? 0, prior))
  return { raw: rawRates(cases, population), estimate, ...prior }
}

/**
 * What the rates of a neighbourhood are compared with to see how much they vary: its own mean, as
 * Marshall has it (spdep with `geoda = TRUE`), or, as spdep does unless told otherwise, for each area
 * the mean of that area's neighbourhood.
 */
export type LocalCentre = 'own mean' | 'mean of each'

/**
 * Shrinks the rate of each area towards that of its neighbours and itself.
 * Source: Marshall (1991); Bailey and Gatrell (1995), Interactive Spatial Data Analysis, 8.2; R spdep
 * `EBlocal`.
 */
export function shrinkRatesLocally(
  cases: readonly number[],
  population: readonly number[],
  neighbours: Neighbours,
  centre: LocalCentre = 'own mean',
): ShrunkenRates {
  checkRates(cases, population)
  if (neighbours.length !== cases.length) throw new RangeError('neighbours of each area, please')
  const around = includeSelf(neighbours)
  const means = around.map((areas) => meanRate(cases, population, areas) ?? 0)
  const centreOf = (area: number, mean: number) =>
    centre === 'own mean' ? mean : (means[area] ?? 0)
  const estimate = around.map((areas, area) => {
    const prior = priorOf(cases, population, areas, centreOf)
    return prior && shrink(cases[area] ?? 0, population[area] ?? 0, prior)
  })
  return { raw: rawRates(cases, population), estimate }
}

/** How unusual the cases of an area are, were its rate that of all areas. */
export interface RateSurprise {
  expected: number
  /** Cases over expected, 1 where it is as expected. */
  ratio: number
  /** P(X <= cases) of the Poisson distribution. */
  lowerTail: number
  /** P(X >= cases). */
  upperTail: number
}

/**
 * Choynowski's probability map. Null for an area without population, and where there is no case.
 * @throws RangeError where cases are no whole numbers
 * Source: Choynowski (1959), Maps based on probabilities; R spdep `probmap`.
 */
export function mapSurprise(
  cases: readonly number[],
  population: readonly number[],
): (RateSurprise | null)[] {
  checkRates(cases, population)
  const rate = meanRate(cases, population, [...cases.keys()]) ?? 0
  return cases.map((count, area) => {
    const expected = (population[area] ?? 0) * rate
    if (expected === 0) return null
    const { lower, upper } = countTails(count, { mean: expected, dispersion: 1 })
    return { expected, ratio: count / expected, lowerTail: lower, upperTail: upper }
  })
}
