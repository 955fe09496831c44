import { dayText } from '../local-days.ts'
import type { ForecastPoint, Outlook, Reason } from './document.ts'
import { type Draft, SPREADING } from './draft.ts'
import { intervalAbout, spreadAt } from './intervals.ts'
import { farthestAt, inUnits, limitReach, type Pool } from './pool.ts'
import { reason } from './reasons.ts'

/**
 * How often intervals that were made without the errors near an origin held what came, of late above all. A
 * wild origin counts here as little as in their making, else they would seem to miss what they do not.
 */
function coverageOf(draft: Draft, pool: Pool, level: 80 | 95): number | null {
  const { apart, memory } = SPREADING[draft.kind]
  let held = 0
  let all = 0
  for (const one of pool.standardised.get(draft) ?? []) {
    const reach = pool.reachOf(one.origin, apart)
    if (reach === null) continue
    const weight = one.trust * 0.5 ** ((draft.end - one.origin) / memory)
    const { lower, upper } = limitReach(reach[level], one)
    all += weight
    if (one.error >= lower && one.error <= upper) held += weight
  }
  return all > 0 ? held / all : null
}

/** Writes the points of a draft, with its intervals and how they and both methods did. */
export function writeOutlook(draft: Draft | Reason, pool: Pool, first: number): Outlook {
  const nothing = (why: Reason): Outlook => ({
    points: null,
    shown: null,
    baseline: null,
    reason: why,
    backtest: null,
  })
  if (!('steps' in draft)) return nothing(draft)
  const { kind, steps, verdict, origins, end } = draft
  const { shown, baseline } = verdict
  const reach = pool.reachOf(end, 0)
  const coverage80 = coverageOf(draft, pool, 80)
  const coverage95 = coverageOf(draft, pool, 95)
  if (reach === null || coverage80 === null || coverage95 === null) return nothing(reason('short'))
  const levelled = pool.levelled.get(draft) ?? []
  const spreads = spreadAt(levelled, steps.length, { ...SPREADING[kind], apart: 0 }, end)
  const farthest = farthestAt(levelled, { ...SPREADING[kind], apart: 0 }, end)
  const points: ForecastPoint[] = []
  for (const [i, step] of steps.entries()) {
    const told = step.baselines[baseline] ?? null
    const said = shown === 'model' ? step.model : told
    const spread = spreads[i] ?? null
    if (said === null) return nothing(reason('gaps'))
    if (spread === null) return nothing(reason('short'))
    const expected = Math.max(step.come, said)
    const own = {
      farthest: inUnits(farthest, spread),
      usual: spread > 0 ? pool.usual[i]! / spread : 1,
    }
    const width = spread * pool.widening[i]!
    const inner = intervalAbout(expected, width, limitReach(reach[80], own))
    const outer = intervalAbout(expected, width, limitReach(reach[95], own))
    points.push({
      day: dayText(first + step.from),
      expected,
      lower80: Math.max(step.come, inner.lower),
      upper80: inner.upper,
      lower95: Math.max(step.come, outer.lower),
      upper95: outer.upper,
      model: step.model,
      baseline: told,
    })
  }
  return {
    points,
    shown,
    baseline,
    reason: shown === 'baseline' ? reason('notBetter') : null,
    backtest: {
      mase: verdict.mase,
      baselineMase: verdict.baselineMase,
      coverage80,
      coverage95,
      origins: origins.length,
      from: dayText(first + origins[0]!),
      to: dayText(first + origins.at(-1)!),
    },
  }
}
