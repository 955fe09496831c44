import { dayText } from '../local-days.ts'
import type { ForecastPoint, Outlook, Reason } from './document.ts'
import { type Draft, type Kind, SPREADING } from './draft.ts'
import { intervalAbout, type Reach, reachAt, spreadAt } from './intervals.ts'
import { reason } from './reasons.ts'

/** How far the intervals of a kind reach at an origin, errors that are near it left out. */
export type ReachOf = (origin: number, apart: number) => Reach | null

/** Takes the standardised errors of all series together: one alone has too few for its tails. */
export function takeReaches(kind: Kind, drafts: readonly Draft[]): ReachOf {
  const sorted = drafts.flatMap(({ standardised }) => standardised)
  sorted.sort((a, b) => a.error - b.error)
  const known = new Map<string, Reach | null>()
  return (origin, apart) => {
    const key = `${origin} ${apart}`
    const reach = known.get(key) ?? reachAt(sorted, { ...SPREADING[kind], apart }, origin)
    known.set(key, reach)
    return reach
  }
}

/** How often intervals that were made without the errors near an origin held what came, of late above all. */
function coverageOf({ kind, end, standardised }: Draft, reachOf: ReachOf, level: 80 | 95) {
  const { apart, memory } = SPREADING[kind]
  let held = 0
  let all = 0
  for (const { origin, error } of standardised) {
    const reach = reachOf(origin, apart)
    if (reach === null) continue
    const weight = 0.5 ** ((end - origin) / memory)
    const { lower, upper } = reach[level]
    all += weight
    if (error >= lower && error <= upper) held += weight
  }
  return all > 0 ? held / all : null
}

/** Writes the points of a draft, with its intervals and how they and both methods did. */
export function writeOutlook(draft: Draft | Reason, reachOf: ReachOf, first: number): Outlook {
  const nothing = (why: Reason): Outlook => ({
    points: null,
    shown: null,
    baseline: null,
    reason: why,
    backtest: null,
  })
  if (!('steps' in draft)) return nothing(draft)
  const { kind, steps, verdict, errors, origins, end } = draft
  const { shown, baseline } = verdict
  const reach = reachOf(end, 0)
  const coverage80 = coverageOf(draft, reachOf, 80)
  const coverage95 = coverageOf(draft, reachOf, 95)
  if (reach === null || coverage80 === null || coverage95 === null) return nothing(reason('short'))
  const spreads = spreadAt(errors, steps.length, { ...SPREADING[kind], apart: 0 }, end)
  const points: ForecastPoint[] = []
  for (const [i, step] of steps.entries()) {
    const told = step.baselines[baseline] ?? null
    const said = shown === 'model' ? step.model : told
    const spread = spreads[i] ?? null
    if (said === null) return nothing(reason('gaps'))
    if (spread === null) return nothing(reason('short'))
    const expected = Math.max(step.come, said)
    const inner = intervalAbout(expected, spread, reach[80])
    const outer = intervalAbout(expected, spread, reach[95])
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
