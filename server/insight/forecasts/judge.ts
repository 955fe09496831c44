import type { BaselineId } from './document.ts'
import type { Trial } from './trials.ts'

/** Which method is shown, and by what. */
export interface Verdict {
  shown: 'model' | 'baseline'
  baseline: BaselineId
  mase: number | null
  baselineMase: number | null
}

const meanError = (trials: readonly Trial[], of: (trial: Trial) => number): number => {
  let sum = 0
  for (const trial of trials) sum += Math.abs(trial.actual - of(trial))
  return sum / trials.length
}

/**
 * Judges the model against the better of the baselines, all by the same trials: those where every one of
 * them has something to say.
 * @returns null where there are no such trials
 * Source: Hyndman and Koehler (2006), Another look at measures of forecast accuracy; scaled by the
 * seasonal naive forecast's error at the trials themselves, so that a break in the past flatters nobody.
 */
export function judge(trials: readonly Trial[], baselines: readonly BaselineId[]): Verdict | null {
  const known = (ids: readonly BaselineId[]) =>
    trials.filter(
      (trial) => trial.naive !== null && ids.every((id) => typeof trial.baselines[id] === 'number'),
    )
  const all = known(baselines)
  const least = trials.length / 2
  const ids = all.length >= least ? baselines : baselines.slice(0, 1)
  const used = all.length >= least ? all : known(ids)
  if (used.length === 0) return null
  const errors = ids.map((id) => ({ id, error: meanError(used, (t) => t.baselines[id]!) }))
  const best = errors.reduce((least, one) => (one.error < least.error ? one : least))
  const error = meanError(used, ({ model }) => model)
  const naive = meanError(used, (trial) => trial.naive!)
  return {
    shown: error < best.error ? 'model' : 'baseline',
    baseline: best.id,
    mase: naive > 0 ? error / naive : null,
    baselineMase: naive > 0 ? best.error / naive : null,
  }
}
