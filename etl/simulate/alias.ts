import type { Random } from './random.ts'

/** Draws indexes in proportion to weights, each draw in constant time (Vose 1991). */
export interface Alias {
  draw(random: Random): number
}

/** Many tables in one, which is kinder to a processor's cache than as many objects. */
export interface AliasTables {
  draw(table: number, random: Random): number
}

/** @param tables each with at least one weight, none negative; where all are 0, all are equal */
export function aliasTables(tables: readonly ArrayLike<number>[]): AliasTables {
  const starts = new Uint32Array(tables.length + 1)
  for (const [i, weights] of tables.entries()) starts[i + 1] = starts[i]! + weights.length
  const keep = new Float64Array(starts.at(-1)!).fill(1)
  const other = new Uint32Array(starts.at(-1)!)
  for (const [i, weights] of tables.entries()) {
    fillTable(weights, keep.subarray(starts[i], starts[i + 1]), other.subarray(starts[i]))
  }
  return {
    draw(table, random) {
      const start = starts[table]!
      const at = random.unit() * (starts[table + 1]! - start)
      const i = Math.floor(at)
      return at - i < keep[start + i]! ? i : other[start + i]!
    },
  }
}

/** One table. @see aliasTables */
export function aliasOf(weights: ArrayLike<number>): Alias {
  const tables = aliasTables([weights])
  return { draw: (random) => tables.draw(0, random) }
}

function fillTable(weights: ArrayLike<number>, keep: Float64Array, other: Uint32Array): void {
  const n = weights.length
  if (n === 0) throw new Error('there is nothing to draw from')
  let sum = 0
  for (let i = 0; i < n; i++) sum += weights[i]!
  const scaled = Float64Array.from({ length: n }, (_, i) => (sum > 0 ? (weights[i]! * n) / sum : 1))
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
}
