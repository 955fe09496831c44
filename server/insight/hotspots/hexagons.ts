import type { Position } from '../../../sql/model/boundaries.ts'
import type { Labels } from '../../../sql/model/labels.ts'
import { adjustBenjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { getisOrd } from '../../stats/getis-ord.ts'
import { type Metres, middleOf, planeAbout } from './plane.ts'

export interface HexagonOptions {
  /** From one side to the opposite one, metres. */
  width: number
  /** Bins that are told at most. */
  most?: number
}

/** A hexagon with two upright sides, by its axial coordinates. */
interface HexagonBin {
  q: number
  r: number
  /** Its middle. */
  lon: number
  lat: number
  count: number
  /** Gi* of the bin and the six beside it; null where all bins have the same count. */
  z: number | null
  /** Two-sided, adjusted over all bins (Benjamini and Hochberg). */
  p: number | null
}

/** The bins, or why there are none. */
export interface Hexagons {
  /** Those with points, and the empty ones beside them; by row, from the west. */
  bins: HexagonBin[]
  reason: Labels | null
}

const MOST = 20_000
const ROOT = Math.sqrt(3)
/** The six beside a hexagon. */
const BESIDE = [
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, 0],
  [-1, 1],
  [0, 1],
] as const

type Axial = readonly [q: number, r: number]

/**
 * The hexagon that a place lies in: the nearest middle.
 * Source: cube rounding, Patel, Hexagonal grids (redblobgames.com).
 */
function hexagonAt([x, y]: Metres, width: number): Axial {
  const r = y / ((width * ROOT) / 2)
  const q = x / width - r / 2
  const s = -q - r
  const [roundQ, roundR, roundS] = [Math.round(q), Math.round(r), Math.round(s)]
  const [offQ, offR, offS] = [Math.abs(roundQ - q), Math.abs(roundR - r), Math.abs(roundS - s)]
  // The three add up to 0: the one that was rounded the farthest follows from the others. Never -0.
  if (offQ > offR && offQ > offS) return [-roundR - roundS + 0, roundR + 0]
  if (offR > offS) return [roundQ + 0, -roundQ - roundS + 0]
  return [roundQ + 0, roundR + 0]
}

const middleAt = ([q, r]: Axial, width: number): Metres => [
  width * (q + r / 2),
  ((width * ROOT) / 2) * r,
]

const keyOf = ([q, r]: Axial): string => `${q},${r}`

const besides = ([q, r]: Axial): Axial[] => BESIDE.map(([dq, dr]) => [q + dq, r + dr])

const nothing = (en: string, zh: string): Hexagons => ({ bins: [], reason: { en, zh } })

/** How many points each hexagon has: those with points, and the empty ones beside them. */
function countPoints(places: readonly Metres[], width: number) {
  const bins = new Map<string, { at: Axial; count: number }>()
  for (const place of places) {
    const at = hexagonAt(place, width)
    const bin = bins.get(keyOf(at)) ?? { at, count: 0 }
    bins.set(keyOf(at), bin)
    bin.count++
  }
  for (const { at } of [...bins.values()]) {
    for (const empty of besides(at)) {
      if (!bins.has(keyOf(empty))) bins.set(keyOf(empty), { at: empty, count: 0 })
    }
  }
  return [...bins.values()].sort(
    (a, b) => a.at[1] - b.at[1] || middleAt(a.at, 1)[0] - middleAt(b.at, 1)[0],
  )
}

/**
 * Points in hexagons, and which of these are hot. Empty hexagons far from any point are not told: where
 * nobody lives nothing is to be compared with.
 * @param points longitude and latitude, degrees
 * @returns no bins and a reason where there are no points, or more bins than may be
 * @throws RangeError where the width is not more than 0, or a point is none
 * Source: Carr, Olsen and White (1992), Hexagon mosaic maps for display of univariate and bivariate
 * geographical data; Ord and Getis (1995) for Gi*.
 */
export function binHexagons(
  points: readonly Position[],
  { width, most = MOST }: HexagonOptions,
): Hexagons {
  if (!(width > 0 && width < Infinity)) throw new RangeError(`no hexagon is ${width} m wide`)
  if (!points.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    throw new RangeError('points are longitudes and latitudes in degrees')
  }
  const middle = middleOf(points)
  if (!middle) return nothing('There are no points.', '没有坐标点。')
  const { toMetres, toPosition } = planeAbout(middle)
  const counted = countPoints(points.map(toMetres), width)
  if (counted.length > most) {
    return nothing(
      `The points lie in more than ${most} hexagons: choose wider ones.`,
      `坐标点分布于超过 ${most} 个六边形中，请选择更大的宽度。`,
    )
  }
  const places = new Map(counted.map(({ at }, place) => [keyOf(at), place]))
  const neighbours = counted.map(({ at }) =>
    besides(at).flatMap((beside) => places.get(keyOf(beside)) ?? []),
  )
  const local = getisOrd(
    counted.map(({ count }) => count),
    neighbours,
  )
  const pValues = local?.map(({ pTwoSided }) => pTwoSided ?? 1)
  const adjusted = pValues && adjustBenjaminiHochberg(pValues)
  const bins = counted.map(({ at, count }, place): HexagonBin => {
    const [lon, lat] = toPosition(middleAt(at, width))
    const z = local?.[place]?.z ?? null
    const p = z === null ? null : (adjusted?.[place] ?? null)
    return { q: at[0], r: at[1], lon, lat, count, z, p }
  })
  return { bins, reason: null }
}
