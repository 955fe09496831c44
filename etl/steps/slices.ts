/** The partition of a generation, of `complaints` and of each table that is derived from them. */
export const partitionId = (g: { slice: number; batch: number }): string => `${g.slice}-${g.batch}`

/** The slice of the whole month in which a slice lies. */
export const monthOf = (slice: number): number => Math.floor(slice / 100) * 100

export const isDay = (slice: number): boolean => slice % 100 !== 0
