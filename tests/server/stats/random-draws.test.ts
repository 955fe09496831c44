import { describe, expect, it } from 'vitest'
import { countProbability } from '../../../server/stats/count-distribution.ts'
import { logGamma } from '../../../server/stats/log-gamma.ts'
import { randomFrom } from '../../../server/stats/random.ts'
import {
  binomialCount,
  poissonCount,
  scatterCounts,
  tailSums,
} from '../../../server/stats/random-counts.ts'

const DRAWS = 40_000

/** Pearson's chi-square of draws, as a normal number (Wilson and Hilferty 1931). */
function surpriseOf(draw: () => number, probability: (k: number) => number): number {
  const seen = new Map<number, number>()
  for (let i = 0; i < DRAWS; i++) {
    const k = draw()
    seen.set(k, (seen.get(k) ?? 0) + 1)
  }
  let [chiSquare, cells, rest, restSeen] = [0, 0, DRAWS, DRAWS]
  for (let k = 0; k < 400; k++) {
    const expected = DRAWS * probability(k)
    if (expected < 10) continue
    chiSquare += ((seen.get(k) ?? 0) - expected) ** 2 / expected
    rest -= expected
    restSeen -= seen.get(k) ?? 0
    cells++
  }
  if (rest > 10) chiSquare += (restSeen - rest) ** 2 / rest
  const freedom = rest > 10 ? cells : cells - 1
  const spread = 2 / (9 * freedom)
  return (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread)
}

const binomial = (n: number, p: number) => (k: number) =>
  k > n
    ? 0
    : Math.exp(
        logGamma(n + 1) -
          logGamma(k + 1) -
          logGamma(n - k + 1) +
          k * Math.log(p) +
          (n - k) * Math.log1p(-p),
      )

describe('random draws', () => {
  it('repeat with the seed, and are even in [0, 1)', () => {
    const [one, same, other] = [randomFrom(7), randomFrom(7), randomFrom(8)]
    const first = Array.from({ length: 5 }, one)
    expect(Array.from({ length: 5 }, same)).toEqual(first)
    expect(Array.from({ length: 5 }, other)).not.toEqual(first)
    const random = randomFrom(0)
    expect(
      surpriseOf(
        () => Math.floor(random() * 50),
        (k) => (k < 50 ? 1 / 50 : 0),
      ),
    ).toBeLessThan(4)
  })

  it.each([
    [20, 0.1],
    [40, 0.3],
    [40, 0.7],
    [300, 0.5],
    [5000, 0.02],
  ])('of %i trials of %f are binomial', (n, p) => {
    const random = randomFrom(3)
    expect(surpriseOf(() => binomialCount(n, p, random), binomial(n, p))).toBeLessThan(4)
  })

  it.each([0.5, 9, 11, 150])('of mean %f are Poisson', (mean) => {
    const random = randomFrom(4)
    const probability = (k: number) => countProbability(k, { mean, dispersion: 1 })
    expect(surpriseOf(() => poissonCount(mean, random), probability)).toBeLessThan(4)
  })

  it('are sure where chance has no say', () => {
    const random = randomFrom(1)
    expect([0, 5].map((n) => binomialCount(n, 1, random))).toEqual([0, 5])
    expect([binomialCount(5, 0, random), poissonCount(0, random)]).toEqual([0, 0])
  })

  it('scatter a total by the weights, nothing where there is none', () => {
    const weights = Float64Array.of(0, 1, 0, 3, 0)
    const [into, random] = [new Float64Array(5), randomFrom(2)]
    scatterCounts(40_000, weights, tailSums(weights), into, random)
    expect([into[0], into[2], into[4]]).toEqual([0, 0, 0])
    expect((into[1] ?? 0) + (into[3] ?? 0)).toBe(40_000)
    expect(Math.abs((into[1] ?? 0) - 10_000)).toBeLessThan(400)
  })
})
