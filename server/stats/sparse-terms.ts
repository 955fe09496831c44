/** The terms of a log-linear model, row by row, of which most are 0: only the others are held. */
export interface SparseTerms {
  /** How many coefficients the model has. */
  size: number
  /** Where the terms of each row begin; the last: where those of the last row end. */
  starts: Int32Array
  /** Which coefficient each term belongs to, in rising order within a row. */
  places: Int32Array
  values: Float64Array
}

/**
 * Takes rows of [coefficient, value] together; values of the same coefficient in a row are added.
 * @throws RangeError where a coefficient is not one of `size`, or a value is no finite number
 */
export function makeSparseTerms(
  rows: readonly (readonly (readonly [place: number, value: number])[])[],
  size: number,
): SparseTerms {
  const starts = new Int32Array(rows.length + 1)
  const places: number[] = []
  const values: number[] = []
  rows.forEach((row, i) => {
    const sums = new Map<number, number>()
    for (const [place, value] of row) {
      if (!Number.isInteger(place) || place < 0 || place >= size)
        throw new RangeError(`there is no coefficient ${place} of ${size}`)
      if (!Number.isFinite(value)) throw new RangeError('a term is no finite number')
      sums.set(place, (sums.get(place) ?? 0) + value)
    }
    for (const [place, value] of [...sums].sort(([a], [b]) => a - b)) {
      if (value === 0) continue
      places.push(place)
      values.push(value)
    }
    starts[i + 1] = places.length
  })
  return { size, starts, places: Int32Array.from(places), values: Float64Array.from(values) }
}

/** The sum of coefficient times term of a row. */
export function predictorAt(
  terms: SparseTerms,
  row: number,
  coefficients: ArrayLike<number>,
): number {
  const { starts, places, values } = terms
  let sum = 0
  for (let i = starts[row]!; i < starts[row + 1]!; i++)
    sum += coefficients[places[i]!]! * values[i]!
  return sum
}
