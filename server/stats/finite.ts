/** @throws RangeError where a value is no finite number; null is a gap */
export function checkFinite(values: readonly (number | null)[]): void {
  if (!values.every((value) => value === null || Number.isFinite(value)))
    throw new RangeError('a value is no finite number')
}
