/** Series of one kind: those of an area level and a category level. */
export interface Level {
  area: string
  category: string
  series: number
}

/**
 * Seven nights a week four windows are looked at, which overlap, and counts vary more than they do by
 * chance alone: of series in which nothing happens so many times more reach a level in a week than the
 * level says, and rises that overlap are told once. Measured on simulated cities (npm run
 * benchmark:alerts): the alarms of a week in which nothing was planted are about as many as allowed.
 */
const LOOKS_A_WEEK = 7

/**
 * Shares a budget of false alarms evenly among the kinds of series, and each kind's among its series:
 * what is seen in few large series need not be as unlikely as what is seen in one of thousands.
 * @param falseAlarmsAWeek how many are to be expected
 * @returns the p-value at which a series of each kind is an alarm
 */
export function shareBudget<L extends Level>(
  falseAlarmsAWeek: number,
  levels: readonly L[],
): (L & { alpha: number })[] {
  if (!(falseAlarmsAWeek > 0 && falseAlarmsAWeek <= 1000))
    throw new RangeError(`a budget is of 0 to 1000 false alarms a week, not ${falseAlarmsAWeek}`)
  const each = falseAlarmsAWeek / LOOKS_A_WEEK / Math.max(1, levels.length)
  return levels.map((level) => ({ ...level, alpha: each / Math.max(1, level.series) }))
}
