import type { Check, Tolerance } from './case.ts'

/** So far from 0 may be what is 0 in the reference: rounding. */
const ROUNDING = 1e-13

export const relative = (error: number): Tolerance => ({ relative: error, absolute: ROUNDING })
export const absolute = (error: number): Tolerance => ({ relative: 0, absolute: error })
export const EXACT: Tolerance = { relative: 0, absolute: 0 }

/**
 * The checks of everything that the reference has, list by list and field by field. A field that it
 * does not have is not compared; `null` (not available) is compared with null, a missing number too.
 */
export function* checksOf(
  path: string,
  expected: unknown,
  actual: unknown,
  tolerance: Tolerance,
): Generator<Check> {
  if (Array.isArray(expected)) {
    const list = Array.isArray(actual) ? actual : []
    yield {
      path: `${path}.length`,
      expected: expected.length,
      actual: list.length,
      tolerance: EXACT,
    }
    for (const [index, value] of expected.entries())
      yield* checksOf(`${path}[${index}]`, value, list[index], tolerance)
  } else if (expected !== null && typeof expected === 'object') {
    const fields = (actual ?? {}) as Record<string, unknown>
    for (const [name, value] of Object.entries(expected))
      yield* checksOf(path === '' ? name : `${path}.${name}`, value, fields[name], tolerance)
  } else yield { path, expected, actual, tolerance }
}

/** How far a value is off, in the unit of its tolerance; infinite where it is of another kind. */
export function errorOf({ expected, actual, tolerance }: Check): number {
  if (typeof expected !== 'number' || typeof actual !== 'number')
    return Object.is(expected ?? null, actual ?? null) ? 0 : Number.POSITIVE_INFINITY
  const off = Math.abs(actual - expected)
  if (Number.isNaN(off)) return Number.POSITIVE_INFINITY
  if (off <= tolerance.absolute || tolerance.relative === 0 || expected === 0) return off
  return off / Math.abs(expected)
}

/** Whether a value is as near to the reference as its tolerance asks. */
export function isWithin(check: Check): boolean {
  const { relative: share, absolute: distance } = check.tolerance
  return errorOf(check) <= Math.max(share, distance)
}
