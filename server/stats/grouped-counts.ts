/**
 * Counts in groups (of the season), with their times: what a log-linear model is fitted to. The arrays
 * are as long as the longest history, and are filled anew for each series.
 */
export interface GroupedCounts {
  size: number
  groups: number
  /** Group g is at starts[g] up to, but not including, starts[g + 1]. */
  starts: Int32Array
  counts: Float64Array
  times: Float64Array
  /** The logarithm of the population, 0 where there is none. */
  offsets: Float64Array
  /** log(count), 0 for a count of 0. */
  logs: Float64Array
  /** log(count + 0.1), where the fit starts. */
  startLogs: Float64Array
}

/** Room for so many counts and groups; none is in yet. */
export function createGroupedCounts(capacity: number, groups: number): GroupedCounts {
  return {
    size: 0,
    groups: 0,
    starts: new Int32Array(groups + 1),
    counts: new Float64Array(capacity),
    times: new Float64Array(capacity),
    offsets: new Float64Array(capacity),
    logs: new Float64Array(capacity),
    startLogs: new Float64Array(capacity),
  }
}

/** Logarithms of small counts, which most are: they are needed over and over. */
const TABLE = 4096
const LOGS = Float64Array.from({ length: TABLE }, (_, count) => (count === 0 ? 0 : Math.log(count)))
const START_LOGS = Float64Array.from({ length: TABLE }, (_, count) => Math.log(count + 0.1))

/** Adds a count to the group that is being filled. */
export function addCount(
  data: GroupedCounts,
  count: number,
  time: number,
  logPopulation: number,
): void {
  const at = data.size++
  data.counts[at] = count
  data.times[at] = time
  data.offsets[at] = logPopulation
  data.logs[at] = LOGS[count] ?? Math.log(count)
  data.startLogs[at] = START_LOGS[count] ?? Math.log(count + 0.1)
}
