const TWO_32 = 2 ** 32

/** Numbers in [0, 1), each independent of those before. */
export type Random = () => number

/** Scatters the bits of a seed; Steele, Lea and Flood (2014), 32-bit finaliser of MurmurHash3. */
function scatter(value: number): number {
  let x = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/**
 * The same numbers for the same seed, on every machine; a period of 2^128 - 1.
 * Source: Blackman and Vigna (2021), Scrambled linear pseudorandom number generators: xoshiro128**.
 */
export function randomFrom(seed: number): Random {
  const start = (k: number) => scatter(seed + Math.imul(k, 0x9e3779b9))
  let [a, b, c, d] = [start(1), start(2), start(3), start(4) | 1]
  return () => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return (result >>> 0) / TWO_32
  }
}
