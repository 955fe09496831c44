import { circlesAbout, zonesOfCircles } from '../../../server/stats/scan-zones.ts'
import { type Comparison, populationBaselines } from '../../../server/stats/space-time-null.ts'
import { scanSpaceTime } from '../../../server/stats/space-time-scan.ts'
import type { RecordedScan, SpaceTimeReplicate, SpaceTimeSet } from './sets.ts'
import { decimals, printTable } from './table.ts'

/** As the records are, by the folder's README. */
const DAYS = 14
const MOST_AREAS = 12
const REPLICATES = 199
const ALPHA = 0.05

/** What the recorded scans compare the cases with. */
const COMPARISONS: Record<string, (counts: number[][], population: number[]) => Comparison> = {
  permutation14: () => ({ model: 'permutation' }),
  pbPoisson14: (counts, population) => {
    const people = counts.map(() => population)
    return { model: 'poisson', baselines: populationBaselines(counts, people) }
  },
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function jaccardOf(found: readonly number[], truth: readonly number[]): number {
  const both = found.filter((area) => truth.includes(area)).length
  return both / (found.length + truth.length - both)
}

/** Our scan of a replicate, as the recorded one of this name. */
function scanOf(name: string, { coords, population, counts, cluster }: SpaceTimeReplicate) {
  const comparison = COMPARISONS[name]
  if (!comparison) return null
  const recent = counts.slice(-DAYS)
  const zones = zonesOfCircles(circlesAbout(coords, population, 1, MOST_AREAS))
  const scan = scanSpaceTime(recent, zones, comparison(recent, population), {
    replicates: REPLICATES,
    top: 1,
  })
  const first = scan?.top[0]
  if (!first) return null
  const { areas, duration, pValue } = first
  const jaccard = cluster.areas.length > 0 ? jaccardOf(areas, cluster.areas) : null
  return { areas, duration, p: pValue, jaccard }
}

const sameWindow = (ours: RecordedScan, theirs: RecordedScan): boolean =>
  ours.duration === theirs.duration &&
  [...ours.areas].sort((a, b) => a - b).join() === [...theirs.areas].sort((a, b) => a - b).join()

/** Replicates with p at most 0.05, and how much of the truth the most likely window is. */
function cellsOf(scans: readonly RecordedScan[]): string[] {
  const jaccards = scans.flatMap(({ jaccard }) => (typeof jaccard === 'number' ? [jaccard] : []))
  return [
    decimals(mean(scans.map(({ p }) => (p <= ALPHA ? 1 : 0))), 2),
    decimals(mean(jaccards), 2),
  ]
}

/** The space-time scans: power and place of the cluster by its relative risk. */
export function benchSpaceTime({ replicates }: SpaceTimeSet): void {
  console.log(
    `\nSPACE AND TIME: ${replicates.length} replicates; p <= ${ALPHA} (for rr 1 a false alarm), Jaccard with the truth`,
  )
  const names = [...new Set(replicates.flatMap(({ reference }) => Object.keys(reference)))]
  const risks = [...new Set(replicates.map(({ rr }) => rr))].sort((a, b) => a - b)
  const rows = names.flatMap((name) =>
    risks.map((rr) => {
      const pairs = replicates.flatMap((one) => {
        const theirs = one.reference[name]
        const ours = one.rr === rr ? scanOf(name, one) : null
        return theirs && ours ? [{ theirs, ours }] : []
      })
      const others = pairs.filter(({ ours, theirs }) => !sameWindow(ours, theirs)).length
      return [
        ...[`${name}, rr ${rr}`, String(pairs.length)],
        ...cellsOf(pairs.map(({ theirs }) => theirs)),
        ...cellsOf(pairs.map(({ ours }) => ours)),
        String(others),
      ]
    }),
  )
  const headings = [
    'recorded p <= .05',
    'Jaccard',
    'ours: p <= .05',
    'Jaccard',
    'windows that differ',
  ]
  printTable(['scan', 'replicates', ...headings], rows)
}
