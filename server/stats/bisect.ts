/**
 * Where something that is false at `low` and true at `high` becomes true, halving the interval until
 * no number lies between its ends.
 */
export function bisect(holds: (at: number) => boolean, low: number, high: number): number {
  let [no, yes] = [low, high]
  for (;;) {
    const middle = no + (yes - no) / 2
    if (middle === no || middle === yes) return yes
    if (holds(middle)) yes = middle
    else no = middle
  }
}

/**
 * The least whole number from `low` on, but below `end`, of which something holds that then holds of
 * all above it; `end`: of none.
 */
export function leastWhole(holds: (at: number) => boolean, low: number, end: number): number {
  let [from, to] = [low, end]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}
