/**
 * Factors a symmetric positive definite matrix into L L', overwriting its lower half (the diagonal
 * included) with L; the upper half is not looked at.
 * @param matrix row by row
 * @returns whether it is positive definite
 * Source: Golub and Van Loan, Matrix Computations (2013), 4.2.5: Cholesky.
 */
export function factorPositiveDefinite(matrix: Float64Array, size: number): boolean {
  for (let column = 0; column < size; column++) {
    for (let k = 0; k < column; k++) {
      const factor = matrix[column * size + k]!
      for (let row = column; row < size; row++)
        matrix[row * size + column]! -= matrix[row * size + k]! * factor
    }
    const pivot = Math.sqrt(matrix[column * size + column]!)
    if (!(pivot > 0 && pivot < Infinity)) return false
    for (let row = column; row < size; row++) matrix[row * size + column]! /= pivot
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
