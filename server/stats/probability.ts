/** @throws RangeError where p is not between 0 and 1, both excluded: no quantile is there */
export function checkOpenProbability(p: number): void {
  if (!(p > 0 && p < 1)) throw new RangeError(`${p} is no probability between 0 and 1`)
}
