const GOLDEN = 0x9e3779b9
const TWO_32 = 2 ** 32

/** Scatters 32 bits (the "lowbias32" mixer of C. Wellons' hash prospector). */
function mix(value: number): number {
  let x = value ^ (value >>> 16)
  x = Math.imul(x, 0x21f0aaad)
  x ^= x >>> 15
  x = Math.imul(x, 0xd35a2d97)
  return x ^ (x >>> 15)
}

/** One 32-bit key of up to four whole numbers. The order counts. */
export function keyOf(a: number, b: number, c = 0, d = 0): number {
  let x = mix(a + GOLDEN)
  x = mix((x ^ b) + GOLDEN)
  x = mix((x ^ c) + GOLDEN)
  return mix((x ^ d) + GOLDEN)
}

/** A number in [0, 1) of a key. */
export const unitOf = (key: number): number => (mix(key ^ GOLDEN) >>> 0) / TWO_32

/** A standard normal number of a key (Box-Muller). */
export function normalOf(key: number): number {
  const u = 1 - unitOf(key)
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * unitOf(key ^ 0x5bf03635))
}

/**
 * Counter-based random numbers: the k-th number of a stream is a hash of (key, salt, k), so that any
 * stream can be read without those before it.
 */
export class Random {
  #key = 0
  #salt = 0
  #count = 0

  /** Goes to the beginning of the stream of these four numbers. */
  seed(a: number, b: number, c: number, d: number): void {
    this.#key = keyOf(a, b, c, d)
    this.#salt = keyOf(d, c, b, a)
    this.#count = 0
  }

  /** In [0, 1). */
  unit(): number {
    this.#count = (this.#count + GOLDEN) | 0
    return (mix(mix(this.#key + this.#count) ^ this.#salt) >>> 0) / TWO_32
  }

  /** A whole number in [0, n). */
  below(n: number): number {
    return Math.floor(this.unit() * n)
  }

  normal(): number {
    const u = 1 - this.unit()
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.unit())
  }

  /** Gamma of mean 1 with this shape, at least 1 (Marsaglia and Tsang 2000). */
  gamma(shape: number): number {
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const v = (1 + c * x) ** 3
      if (v <= 0) continue
      const u = 1 - this.unit()
      if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape
    }
  }

  /** Poisson: by inversion where the mean is small, else the rounded normal approximation. */
  poisson(mean: number): number {
    if (mean <= 0) return 0
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()))
    let left = Math.exp(-mean)
    let u = this.unit()
    let n = 0
    while (u > left && n < 1000) {
      u -= left
      n++
      left *= mean / n
    }
    return n
  }
}
