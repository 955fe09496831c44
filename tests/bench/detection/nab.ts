import { earsAlarms } from './detectors.ts'
import type { NabSeries, NabSet } from './sets.ts'
import { printTable } from './table.ts'

/** Which labelled windows alarms (their places, from 0) hit, and how many are in none. */
function hitsOf(alarms: readonly number[], { windows }: NabSeries) {
  const isIn = (at: number, [from, to]: readonly [number, number]) => at >= from && at <= to
  return {
    windowsHit: windows.filter((window) => alarms.some((at) => isIn(at, window))).length,
    falseAlarms: alarms.filter((at) => !windows.some((window) => isIn(at, window))).length,
  }
}

/** The places of our alarms for a recorded name, `earsC_C1_b7`; null: we have none of this name. */
function ourAlarms(name: string, { counts }: NabSeries): number[] | null {
  const [, method, baseline] = /^earsC_(C[123])_b(\d+)$/.exec(name) ?? []
  if (method !== 'C1' && method !== 'C2' && method !== 'C3') return null
  const signs = earsAlarms([1, counts.length], { method, baseline: Number(baseline) })(counts)
  return [...signs].flatMap((sign, at) => (sign === '1' ? [at] : []))
}

/** How many alarms are of one list only. */
function differenceOf(ours: readonly number[], theirs: readonly number[]): number {
  const [own, other] = [new Set(ours), new Set(theirs)]
  return ours.filter((at) => !other.has(at)).length + theirs.filter((at) => !own.has(at)).length
}

/** A recorded detector over all series, and ours of the same name. */
function rowOf(name: string, series: readonly NabSeries[]): string[] {
  const runs = series.flatMap((one) => {
    const theirs = one.reference[name]
    const alarms = ourAlarms(name, one)
    return theirs ? [{ theirs, alarms, ours: hitsOf(alarms ?? [], one) }] : []
  })
  const sum = (of: (run: (typeof runs)[number]) => number) =>
    String(runs.reduce((all, run) => all + of(run), 0))
  const recorded = [sum(({ theirs }) => theirs.windowsHit), sum(({ theirs }) => theirs.falseAlarms)]
  const own = runs.some(({ alarms }) => alarms === null)
    ? ['-', '-', '-']
    : [
        sum(({ ours }) => ours.windowsHit),
        sum(({ ours }) => ours.falseAlarms),
        sum(({ alarms, theirs }) => differenceOf(alarms ?? [], theirs.alarms ?? [])),
      ]
  return [name, String(runs.length), ...recorded, ...own]
}

/**
 * The NAB series, all together: windows hit, and alarms in none. Our own detector is for weekly counts
 * of years, which these are not.
 */
export function benchNab({ series }: NabSet): void {
  const windows = series.reduce((sum, one) => sum + one.windows.length, 0)
  const names = [...new Set(series.flatMap(({ reference }) => Object.keys(reference)))]
  console.log(`\nNAB: ${series.length} series, ${windows} labelled windows`)
  const recorded = ['recorded windows hit', 'false alarms']
  printTable(
    ['detector', 'series', ...recorded, 'ours: hit', 'false alarms', 'periods that differ'],
    names.map((name) => rowOf(name, series)),
  )
}
