/** How a typed column enters the hash: null stands apart from every value. */
const HASHED = {
  text: (c: string) => c,
  time: (c: string) => `ifNull(toInt64(${c}), -1)`,
  micros: (c: string) => `toInt64(toUnixTimestamp64Micro(${c}))`,
  truth: (c: string) => `ifNull(toInt8(${c}), -1)`,
  number: (c: string) => `ifNull(${c}, 1000.)`,
} as const
export type Hashed = keyof typeof HASHED

/**
 * Hashes a complaint's typed values, whatever file format they came in. The mapping's revision is the
 * high byte, so that of two readings of the same version that of the later mapping is the greater.
 */
export function hashContent(
  columns: readonly (readonly [column: string, as: Hashed])[],
  revision: number,
): string {
  const values = columns.map(([column, as]) => HASHED[as](column))
  return `bitOr(bitShiftLeft(toUInt64(${revision}), 56), bitShiftRight(cityHash64(${values.join(', ')}), 8))`
}
