import type { Random } from './random.ts'

/** Draws indexes in proportion to weights, each draw in constant time (Vose 1991). */
export interface Alias {
  draw(random: Random): number
}

/** @param weights at least one, none negative; where all are 0, all are equal */
export function aliasOf(weights: ArrayLike<number>): Alias {
  const n = weights.length
  if (n === 0) throw new Error('there is nothing to draw from')
  let sum = 0
  for (let i = 0; i < n; i++) sum += weights[i]!
  const scaled = Float64Array.from({ length: n }, (_, i) => (sum > 0 ? (weights[i]! * n) / sum : 1))
  const keep = new Float64Array(n).fill(1)
  const other = Uint32Array.from({ length: n }, (_, i) => i)
  const small: number[] = []
  const large: number[] = []
  for (let i = 0; i < n; i++) (scaled[i]! < 1 ? small : large).push(i)
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!
    const more = large.at(-1)!
    keep[less] = scaled[less]!
    other[less] = more
    scaled[more]! -= 1 - scaled[less]!
    if (scaled[more]! < 1) {
      large.pop()
      small.push(more)
    }
  }
  return {
    draw(random) {
      const at = random.unit() * n
      const i = Math.floor(at)
      return at - i < keep[i]! ? i : other[i]!
    },
  }
}
