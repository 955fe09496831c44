import type { City } from '../../../sql/model/city.ts'
import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { HexagonCount, ReadExtent, ReadHexagons } from '../../../sql/model/hexagons.ts'
import type { Question } from '../../../sql/model/question.ts'
import { includeSelf, type Neighbours } from '../../stats/spatial-weights.ts'
import { sumOf } from '../../stats/sum.ts'
import type { HotHexagon, HotspotHexagons } from './document.ts'
import { layGrid, neighboursOf } from './hexagon-grid.ts'
import { pastShares } from './past-shares.ts'
import type { ReasonId } from './reasons.ts'
import { spaceTimeGi } from './space-time-gi.ts'
import { shiftWeeks } from './weeks.ts'

export interface HexagonDeps {
  readExtent: ReadExtent
  readHexagons: ReadHexagons
}

/** The weeks up to the last that are compared with those before. */
const RECENT_WEEKS = 4
/** Fewer complaints with coordinates say nothing of places. */
const FEWEST_POINTS = 500
/** Fewer of a category, in the last weeks or before, are nothing that anybody would act on. */
const FEWEST = 5
/** In place of a category: all of them together. */
const ALL = ''

/** The hexagons, or why there are none; and of which categories nothing can be said. */
export interface MadeHexagons {
  hexagons: HotspotHexagons | null
  reason: ReasonId | null
  gaps: { category: string; reason: ReasonId }[]
}

/** A category's complaints by hexagon. */
interface Counts {
  recent: Float64Array
  before: Float64Array
}

const byCategory = (a: { category: string }, b: { category: string }): number =>
  a.category < b.category ? -1 : 1

type Bin = [q: number, r: number]

const nothing = (reason: ReasonId): MadeHexagons => ({ hexagons: null, reason, gaps: [] })

/** The hexagons with any complaint, by row, and the counts of each category. */
function gather(counts: readonly HexagonCount[]): { bins: Bin[]; of: Map<string, Counts> } {
  const bins = [...new Map(counts.map(({ q, r }) => [`${q},${r}`, [q, r] as Bin])).values()].sort(
    ([q, r], [otherQ, otherR]) => r - otherR || q - otherQ,
  )
  const places = new Map(bins.map((bin, place) => [bin.join(), place]))
  const of = new Map<string, Counts>()
  for (const { category, q, r, recent, before } of counts) {
    const place = places.get(`${q},${r}`) ?? 0
    const own = of.get(category) ?? {
      recent: new Float64Array(bins.length),
      before: new Float64Array(bins.length),
    }
    of.set(category, own)
    own.recent[place] = recent
    own.before[place] = before
  }
  return { bins, of }
}

/** By hexagon, over all categories. */
function sumAll(lists: readonly Float64Array[], bins: number): Float64Array {
  return Float64Array.from({ length: bins }, (_, place) =>
    lists.reduce((sum, list) => sum + (list[place] ?? 0), 0),
  )
}

/** What each hexagon would have of the last weeks' complaints if they came by the shares before. */
function expect({ recent, before }: Counts, usual: Float64Array): Float64Array {
  const total = sumOf(recent)
  return pastShares(before, usual).map((share) => share * total)
}

const rounded = (value: number): number => Number(value.toFixed(2))

/**
 * The hexagons that with those beside them have more complaints of late than expected: Gi* over hexagons
 * of a single period (space-time-gi.ts), false discoveries held over all hexagons.
 * @param expected of each hexagon, together as many as were observed
 * @returns the hottest first; null where nothing varies
 */
export function findHotHexagons(
  bins: readonly Bin[],
  observed: Float64Array,
  expected: Float64Array,
  neighbours: Neighbours,
): HotHexagon[] | null {
  const gi = spaceTimeGi({ weeks: 1, areas: bins.length, counts: observed, expected }, neighbours)
  if (gi === null) return null
  const around = includeSelf(neighbours)
  const sumAround = (values: Float64Array, place: number): number =>
    sumOf((around[place] ?? []).map((one) => values[one] ?? 0))
  return bins
    .flatMap(([q, r], place): HotHexagon[] => {
      if (gi.heat[place] !== 1) return []
      return [
        {
          ...{ q, r, observed: observed[place] ?? 0, expected: rounded(expected[place] ?? 0) },
          around: {
            observed: sumAround(observed, place),
            expected: rounded(sumAround(expected, place)),
          },
          z: rounded(gi.z[place] ?? 0),
        },
      ]
    })
    .sort((a, b) => b.z - a.z)
}

function askRecent(city: string, category: string, from: string, to: string): Question {
  const where = [{ dimension: 'category1' as const, in: [category] }]
  return { city, measures: ['complaints'], from, to, ...(category !== ALL && { where }) }
}

/**
 * The complaints of a city in hexagons, the last four of the judged weeks against those before them: of all
 * categories together and of each of level 1. Expected are the last weeks' complaints by the hexagons' own
 * shares before (past-shares.ts), category by category, so that neither where people live nor a season that
 * comes everywhere makes a hot spot.
 * @param weeks Mondays [from, to)
 * @throws what the dependencies throw
 */
export async function makeHexagons(
  city: City,
  weeks: { from: string; to: string },
  { readExtent, readHexagons }: HexagonDeps,
): Promise<MadeHexagons> {
  const request = { city: city.id, ...weeks }
  const extent = await readExtent(request)
  if (extent === null) return nothing('noPoints')
  if (extent.points < FEWEST_POINTS) return nothing('fewPoints')
  const { width, grid, within } = layGrid(extent)
  const since = shiftWeeks(weeks.to, -RECENT_WEEKS)
  const { bins, of } = gather(await readHexagons({ ...request, since, grid, within }))
  const neighbours = neighboursOf(bins)
  const before = sumAll(
    [...of.values()].map((one) => one.before),
    bins.length,
  )
  // One complaint more in each, so that something is to be expected everywhere.
  const usual = before.map((n) => (n + 1) / (sumOf(before) + bins.length))
  const judged = [...of].map(([category, counts]) => ({
    ...{ category, recent: counts.recent, enough: sumOf(counts.before) >= FEWEST },
    expected: expect(counts, usual),
  }))
  const all = {
    ...{ category: ALL, enough: sumOf(before) >= FEWEST },
    recent: sumAll(
      judged.map(({ recent }) => recent),
      bins.length,
    ),
    expected: sumAll(
      judged.map(({ expected }) => expected),
      bins.length,
    ),
  }
  const hexagons: HotspotHexagons = { width, grid, since, to: weeks.to, bins, categories: [] }
  const gaps: MadeHexagons['gaps'] = []
  for (const { category, recent, expected, enough } of [all, ...judged.sort(byCategory)]) {
    if (category === UNKNOWN) continue
    const complaints = sumOf(recent)
    const isJudged = enough && complaints >= FEWEST
    const hot = isJudged ? findHotHexagons(bins, recent, expected, neighbours) : null
    const question = askRecent(city.id, category, since, weeks.to)
    if (hot) hexagons.categories.push({ category, complaints, hot, question })
    else gaps.push({ category, reason: isJudged ? 'constant' : 'fewPlaced' })
  }
  return { hexagons, reason: null, gaps }
}
