/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A Poisson count, by Knuth's product of uniforms; for means up to some hundreds. */
export function poissonCount(mean: number, random: () => number): number {
  const limit = Math.exp(-mean)
  let count = -1
  for (let product = 1; product > limit; count++) product *= random()
  return count
}

/** A standard gamma variate of a shape; Marsaglia and Tsang (2000). */
function gammaVariate(shape: number, random: () => number): number {
  if (shape < 1) return gammaVariate(shape + 1, random) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    if (Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A negative binomial count with a variance of `dispersion` (more than 1) times its mean. */
export function negativeBinomialCount(
  mean: number,
  dispersion: number,
  random: () => number,
): number {
  const rate = gammaVariate(mean / (dispersion - 1), random) * (dispersion - 1)
  return rate < 1e-12 ? 0 : poissonCount(rate, random)
}
