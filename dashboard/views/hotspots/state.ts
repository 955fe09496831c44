import type { HotspotsAnswer } from '../../../server/contract/hotspots.ts'
import type { Labels } from '../../../sql/model/labels.ts'

type Category = HotspotsAnswer['categories'][number]
export type Adjacency = HotspotsAnswer['adjacency']
export type HotspotClass = Category['areas'][number]['class']

interface OfCategory {
  category: string
  level: Category['level']
}
export type Cluster = Category['scan'][number] & OfCategory
export type Spot = Category['areas'][number] & OfCategory

/** The classes of hot spots that have come up or grow: somebody may still do something about them. */
const RISING = ['new', 'consecutive', 'intensifying'] as const satisfies HotspotClass[]
/** All others, in the order that people read them. */
const LASTING = [
  'persistent',
  'diminishing',
  'sporadic',
  'oscillating',
  'historical',
] as const satisfies HotspotClass[]
const ORDER: readonly HotspotClass[] = [...RISING, ...LASTING]

/** Narrow categories come before broad ones, which are noisier. */
const narrowFirst = (a: OfCategory, b: OfCategory): number => b.level - a.level

/** The clusters of the scan: narrow categories first, then the less likely by chance. */
export const clustersOf = ({ categories }: Pick<HotspotsAnswer, 'categories'>): Cluster[] =>
  categories
    .flatMap(({ scan, category, level }) => scan.map((one) => ({ ...one, category, level })))
    .sort(
      (a, b) =>
        narrowFirst(a, b) ||
        a.p - b.p ||
        (a.pPast ?? 1) - (b.pPast ?? 1) ||
        b.ratio - a.ratio ||
        a.category.localeCompare(b.category),
    )

/** Hot spots by their categories' level. */
export interface SpotsByLevel {
  narrow: Spot[]
  broad: Spot[]
}

function byLevel(spots: Spot[]): SpotsByLevel {
  const sorted = spots.toSorted(
    (a, b) =>
      ORDER.indexOf(a.class) - ORDER.indexOf(b.class) ||
      (b.zNow ?? Number.NEGATIVE_INFINITY) - (a.zNow ?? Number.NEGATIVE_INFINITY) ||
      a.area.localeCompare(b.area),
  )
  return {
    narrow: sorted.filter(({ level }) => level === 2),
    broad: sorted.filter(({ level }) => level === 1),
  }
}

/** The hot spots that have come up or grow, and all others; by class, the hottest first. */
export function splitSpots({ categories }: Pick<HotspotsAnswer, 'categories'>): {
  rising: SpotsByLevel
  others: SpotsByLevel
} {
  const spots = categories.flatMap(({ areas, category, level }) =>
    areas.map((area): Spot => ({ ...area, category, level })),
  )
  const rises = (spot: Spot) => RISING.some((one) => one === spot.class)
  return {
    rising: byLevel(spots.filter(rises)),
    others: byLevel(spots.filter((spot) => !rises(spot))),
  }
}

/** How many hot spots there are of each class; classes without any are left out. */
export function countClasses({ narrow, broad }: SpotsByLevel): {
  class: HotspotClass
  count: number
}[] {
  return ORDER.map((one) => ({
    class: one,
    count: [...narrow, ...broad].filter((spot) => spot.class === one).length,
  })).filter(({ count }) => count > 0)
}

const WEEK_MS = 7 * 86_400_000

/** How many weeks were judged. */
export const weeksOf = ({ weeks }: Pick<HotspotsAnswer, 'weeks'>): number =>
  weeks ? Math.round((Date.parse(weeks.to) - Date.parse(weeks.from)) / WEEK_MS) : 0

type Part = HotspotsAnswer['reasons'][number]['part']

/** Why nothing is said of the whole city, by part, and why of some categories or areas, with how many. */
export function gapsOf({ reasons }: Pick<HotspotsAnswer, 'reasons'>): {
  whole: Record<Part, Labels[]>
  some: { reason: Labels; count: number }[]
} {
  const whole: Record<Part, Labels[]> = { all: [], classes: [], scan: [], hexagons: [] }
  const some = new Map<string, { reason: Labels; count: number }>()
  for (const { part, category, area, reason } of reasons) {
    if (category === null && area === null) whole[part].push(reason)
    else some.set(reason.en, { reason, count: (some.get(reason.en)?.count ?? 0) + 1 })
  }
  return { whole, some: [...some.values()] }
}
