import { monthOf, monthStart } from '../local-days.ts'
import type { BaselineId, Reason, ReasonId } from './document.ts'
import { type ScaledError, type Spreading, scaledError } from './intervals.ts'
import { judge, type Verdict } from './judge.ts'
import { DAYS_AHEAD, type LookAhead, MONTHS_AHEAD, type Step } from './methods.ts'
import type { Past } from './past.ts'
import type { MemberPast } from './read-history.ts'
import { reason } from './reasons.ts'
import { LEAST_DAYS } from './shapes.ts'
import { runTrials } from './trials.ts'

export type Kind = 'days' | 'months'

/** A forecast that was tried at earlier origins, whose intervals are still to be made. */
export interface Draft {
  kind: Kind
  /** The row of the plan from which it looks ahead. */
  end: number
  steps: Step[]
  verdict: Verdict
  origins: number[]
  errors: ScaledError[]
}

/** Days without complaints after which a series is silent. */
const SILENT_DAYS = 91
/** Days that a forecast is tried over, and how far its origins are apart: all weekdays by turns. */
const TRIED_DAYS = 366
const APART = 8
const FEWEST_ORIGINS = { days: 12, months: 6 }
const MOST_MONTHS = 36
const YEAR = 365

/**
 * Days ahead overlap nowhere with those of an origin so far; months do, but a year apart there are few.
 * Months are few too: the errors of all that are ahead are taken together (widening.ts).
 */
export const SPREADING: Record<Kind, Spreading> = {
  days: { near: 3, apart: DAYS_AHEAD, memory: 3650 },
  months: { near: MONTHS_AHEAD, apart: 62, memory: 90 },
}
export const STEPS = { days: DAYS_AHEAD, months: MONTHS_AHEAD }

/** Where a forecast of days is tried, as rows of the plan. */
function dayOrigins(begin: number, end: number): number[] {
  const last = end - DAYS_AHEAD
  const first = Math.max(begin + LEAST_DAYS, last - TRIED_DAYS)
  const apart = Math.min(APART, Math.max(1, Math.floor((last - first) / 20)))
  const origins: number[] = []
  for (let origin = last; origin >= first; origin -= apart) origins.unshift(origin)
  return origins
}

/** Why nothing can be said of a series, as far as its past tells; null: something can. */
export function refuse(past: Past | MemberPast): ReasonId | null {
  const { counts } = past
  if ('ended' in past && past.ended) return 'ended'
  const lately = counts.subarray(Math.max(0, counts.length - SILENT_DAYS))
  let gaps = 0
  let sum = 0
  for (const count of lately) {
    if (Number.isNaN(count)) gaps++
    else sum += count
  }
  const before = Math.max(0, past.begin - (counts.length - lately.length))
  if (gaps - before > lately.length / 3) return 'gaps'
  return sum === 0 ? 'silent' : null
}

/**
 * Makes a forecast and tries it at earlier origins.
 * @param first the day of the plan's first row
 * @param dates rows of the plan on which shapes were learned, the last of them the end of the past
 */
export function draftOutlook(
  kind: Kind,
  past: Past,
  lookAhead: LookAhead,
  first: number,
  dates: readonly number[],
): Draft | Reason {
  const end = past.counts.length
  const origins =
    kind === 'days'
      ? dayOrigins(Math.max(past.begin, (dates[0] ?? end) - LEAST_DAYS), end)
      : dates.filter((at) => at < end && at >= past.begin + YEAR).slice(-MOST_MONTHS)
  if (origins.length < FEWEST_ORIGINS[kind]) return reason('short')
  const naiveOf = (from: number, to: number): [number, number] => {
    if (kind === 'days') return [from - 7, to - 7]
    const month = monthOf(first + from)
    return [monthStart(month - 12) - first, monthStart(month - 11) - first]
  }
  const steps = lookAhead(end)
  const trials = runTrials(past, lookAhead, origins, naiveOf)
  if (steps === null || trials.length === 0) return reason('noFit')
  const baselines: BaselineId[] = kind === 'days' ? ['fourWeeks', 'lastYear'] : ['lastYear']
  const verdict = judge(trials, baselines)
  if (verdict === null) return reason('short')
  const errors = trials.flatMap(({ origin, step, actual, model, baselines }): ScaledError[] => {
    const expected = verdict.shown === 'model' ? model : baselines[verdict.baseline]
    return typeof expected === 'number'
      ? [{ origin, step, error: scaledError(actual, expected), trust: 1 }]
      : []
  })
  return {
    kind,
    end,
    steps,
    verdict,
    origins: [...new Set(trials.map(({ origin }) => origin))],
    errors,
  }
}
