import { type Lattice, nameOf, type Place } from './lattice.ts'

/** What a detector says of a series in a period. */
export interface Finding extends Place {
  observed: number
  expected: number
  /** Variance over mean of a count to come, at least 1. */
  dispersion: number
  /** How often chance alone would bring as many. */
  pValue: number
}

/** Findings of which each rise is told once. */
export interface Rise<F extends Finding> {
  /** The deepest area and category that carries most of the rise. */
  at: F
  /** Other alarms that it explains. */
  folded: F[]
}

/** A child that carries so much of the rise explains it. */
const MOST_OF_IT = 0.8
/** One above counts as the same rise where its evidence is not much less and its excess so much more. */
const EVIDENCE_ABOVE = 0.8
const EXCESS_ABOVE = 1.25

const excessOf = ({ observed, expected }: Finding): number => observed - expected
const evidenceOf = ({ pValue }: Finding): number => Math.sqrt(-Math.log(Math.max(pValue, 1e-300)))

/** What folding works with. */
export interface Folding<F extends Finding> {
  /** Every finding that is known, alarms or not, by `nameOf`. */
  findings: ReadonlyMap<string, F>
  lattice: Lattice
  /** An alarm where the p-value is at most this. */
  alpha: number
  /** The p-value of a finding were so many less observed. */
  pValueWithout(finding: F, explained: number): number
}

/** From an alarm up to what rises as clearly and by more. */
function climb<F extends Finding>(alarm: F, alarms: ReadonlyMap<string, F>, lattice: Lattice): F {
  let at = alarm
  for (;;) {
    const above = lattice
      .parentsOf(at)
      .flatMap((place) => alarms.get(nameOf(place)) ?? [])
      .filter((one) => evidenceOf(one) >= EVIDENCE_ABOVE * evidenceOf(alarm))
      .filter((one) => excessOf(one) >= EXCESS_ABOVE * excessOf(at))
      .sort((a, b) => evidenceOf(b) - evidenceOf(a))
    const [next] = above
    if (!next) return at
    at = next
  }
}

/** From a rise down to the deepest that carries most of what is left of it. */
function descend<F extends Finding>(
  from: F,
  children: ReadonlyMap<string, readonly F[]>,
  leftOf: (finding: F) => number,
): F {
  const least = MOST_OF_IT * leftOf(from)
  let at = from
  for (;;) {
    const [next] = (children.get(nameOf(at)) ?? [])
      .filter((child) => leftOf(child) >= least)
      .sort((a, b) => a.pValue - b.pValue)
    if (!next) return at
    at = next
  }
}

/**
 * Tells each rise once: at the deepest area and category that carries 80 % of it. From the clearest alarm
 * on, what lies above it, in it, or across it is only told of by itself where it is still an alarm
 * without what is told already.
 */
export function foldAlarms<F extends Finding>(folding: Folding<F>): Rise<F>[] {
  const { findings, lattice, alpha, pValueWithout } = folding
  const all = [...findings.values()].filter(({ pValue }) => pValue <= alpha)
  all.sort((a, b) => a.pValue - b.pValue || excessOf(b) - excessOf(a))
  const alarms = new Map(all.map((one) => [nameOf(one), one]))
  const children = new Map<string, F[]>()
  for (const finding of findings.values()) {
    for (const parent of lattice.parentsOf(finding)) {
      const name = nameOf(parent)
      const known = children.get(name)
      if (known) known.push(finding)
      else children.set(name, [finding])
    }
  }
  const rises: Rise<F>[] = []
  /** How much of a finding's excess the rises told so far explain, and which most. */
  const explain = (finding: F): { explained: number; by: Rise<F> | null } => {
    let explained = 0
    let most = 0
    let by: Rise<F> | null = null
    for (const rise of rises) {
      const common = lattice.meet(rise.at, finding)
      const met = common && findings.get(nameOf(common))
      const part = common === null ? 0 : met ? Math.max(0, excessOf(met)) : 0
      explained += part
      if (part > most) [most, by] = [part, rise]
    }
    return { explained, by }
  }
  for (const alarm of all) {
    if (rises.some((rise) => rise.at === alarm)) continue
    const { explained, by } = explain(alarm)
    if (by && pValueWithout(alarm, explained) > alpha) {
      by.folded.push(alarm)
      continue
    }
    const leftOf = (finding: F) => excessOf(finding) - explain(finding).explained
    const at = descend(climb(alarm, alarms, lattice), children, leftOf)
    const known = rises.find((rise) => rise.at === at)
    if (known) known.folded.push(alarm)
    else rises.push({ at, folded: at === alarm ? [] : [alarm] })
  }
  // What was folded at first may have turned out to carry another rise.
  const told = new Set(rises.map(({ at }) => at))
  return rises.map(({ at, folded }) => ({ at, folded: folded.filter((one) => !told.has(one)) }))
}
