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
