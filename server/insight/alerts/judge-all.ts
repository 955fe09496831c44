import { createWatch, type Judgement, type WatchInput } from './watch.ts'

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

/** Judges them one after the other, in this thread. */
export const judgeHere: JudgeAll = async (input, series) => {
  const watch = createWatch(input)
  return series.map((one) => watch?.judge(one, one.weeks, one.days) ?? null)
}
