/** All orders of a list. */
export function* permutationsOf<T>(list: readonly T[]): Generator<T[]> {
  if (list.length === 0) yield []
  for (const [place, first] of list.entries()) {
    for (const rest of permutationsOf(list.toSpliced(place, 1))) yield [first, ...rest]
  }
}

/** The mean and the variance (over n) of numbers. */
export function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, variance: squares / values.length }
}
