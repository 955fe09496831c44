import { createWatch, type Judgement, type Watch, type WatchInput } from './watch.ts'

/** A series to be judged: its weeks, and its last three days. */
export interface Watched {
  area: string
  category: string
  weeks: ArrayLike<number>
  days: readonly [number, number, number]
}

/** Judges series with what they have in common; null where nothing can be said. In the order given. */
export type JudgeAll = (
  input: WatchInput,
  series: readonly Watched[],
) => Promise<(Judgement | null)[]>

/** What nights have in common takes long to fit, and is asked for again for the parts of each rise. */
const watches = new WeakMap<WatchInput, Watch | null>()

function watchOf(input: WatchInput): Watch | null {
  const known = watches.get(input)
  if (known !== undefined) return known
  const watch = createWatch(input)
  watches.set(input, watch)
  return watch
}

/** Judges them one after the other, in this thread. */
export const judgeHere: JudgeAll = async (input, series) => {
  const watch = watchOf(input)
  return series.map((one) => watch?.judge(one, one.weeks, one.days) ?? null)
}
