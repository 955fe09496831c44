import type { BaselineId } from './document.ts'
import { scaledError } from './intervals.ts'
import type { Trial } from './trials.ts'

/** Which method is shown, and by what. */
export interface Verdict {
  shown: 'model' | 'baseline'
  baseline: BaselineId
  mase: number | null
  baselineMase: number | null
}

type Told = (trial: Trial) => number

function meanOf(trials: readonly Trial[], error: Told): number {
  let sum = 0
  for (const trial of trials) sum += Math.abs(error(trial))
  return sum / trials.length
}

const meanError = (trials: readonly Trial[], of: Told): number =>
  meanOf(trials, (trial) => trial.actual - of(trial))

/** On the scale of the intervals: a month of an epidemic decides no more than another. */
const meanScaledError = (trials: readonly Trial[], of: Told): number =>
  meanOf(trials, (trial) => scaledError(trial.actual, of(trial)))

/**
 * Judges the model against the better of the baselines, all by the same trials: those where every one of
 * them has something to say. The choice is by errors on the scale of the intervals, lest a few months of
 * an epidemic make it; what is told of both is the usual measure.
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
  const errors = ids.map((id) => ({ id, error: meanScaledError(used, (t) => t.baselines[id]!) }))
  const best = errors.reduce((least, one) => (one.error < least.error ? one : least))
  const naive = meanError(used, (trial) => trial.naive!)
  const scaleBy = (of: Told) => (naive > 0 ? meanError(used, of) / naive : null)
  return {
    shown: meanScaledError(used, ({ model }) => model) < best.error ? 'model' : 'baseline',
    baseline: best.id,
    mase: scaleBy(({ model }) => model),
    baselineMase: scaleBy((trial) => trial.baselines[best.id]!),
  }
}
