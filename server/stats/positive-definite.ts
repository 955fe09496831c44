/**
 * Factors a symmetric positive definite matrix into L L', overwriting its lower half (the diagonal
 * included) with L; the upper half is not looked at.
 * @param matrix row by row
 * @returns whether it is positive definite
 * Source: Golub and Van Loan, Matrix Computations (2013), 4.2.5: Cholesky, by rows, which lie together in
 * memory; George and Liu (1981), Computer Solution of Large Sparse Positive Definite Systems, 4: nothing
 * comes before what a row begins with.
 */
export function factorPositiveDefinite(matrix: Float64Array, size: number): boolean {
  const begins = new Int32Array(size)
  for (let row = 0; row < size; row++) {
    const at = row * size
    let begin = 0
    while (begin < row && matrix[at + begin] === 0) begin++
    begins[row] = begin
    for (let column = begin; column <= row; column++) {
      const other = column * size
      let value = matrix[at + column]!
      for (let k = Math.max(begin, begins[column]!); k < column; k++)
        value -= matrix[at + k]! * matrix[other + k]!
      if (column < row) {
        matrix[at + column] = value / matrix[other + column]!
        continue
      }
      const pivot = Math.sqrt(value)
      if (!(pivot > 0 && pivot < Infinity)) return false
      matrix[at + column] = pivot
    }
  }
  return true
}

/** Solves L x = side, overwriting `side`: then x'x is the quadratic form side' (L L')^-1 side. */
export function solveForwards(factor: Float64Array, size: number, side: Float64Array): void {
  for (let row = 0; row < size; row++) {
    let value = side[row]!
    for (let k = 0; k < row; k++) value -= factor[row * size + k]! * side[k]!
    side[row] = value / factor[row * size + row]!
  }
}

/** Solves L L' x = side, overwriting `side`. */
export function solvePositiveDefinite(
  factor: Float64Array,
  size: number,
  side: Float64Array,
): void {
  solveForwards(factor, size, side)
  for (let row = size - 1; row >= 0; row--) {
    let value = side[row]!
    for (let k = row + 1; k < size; k++) value -= factor[k * size + row]! * side[k]!
    side[row] = value / factor[row * size + row]!
  }
}
