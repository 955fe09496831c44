import type { Boundaries, BoundariesRequest, Position } from '../../../sql/model/boundaries.ts'
import type { City } from '../../../sql/model/city.ts'
import type { ReadSeries } from '../../../sql/model/series.ts'
import { sumOf } from '../../stats/sum.ts'
import { type Adjacency, findAdjacency } from './adjacency.ts'
import type { HotspotGap, Hotspots } from './document.ts'
import { type EmergingArea, findEmerging } from './emerging.ts'
import { type Shares, shareOut } from './expected-share.ts'
import { largestDiscovery } from './false-discovery.ts'
import { type HexagonDeps, makeHexagons } from './hexagons.ts'
import { type Place, placesOn } from './places.ts'
import { middleOf, planeAbout } from './plane.ts'
import { LEVELS, type Level, type LevelCounts, readCounts } from './read-counts.ts'
import { REASONS, type ReasonId } from './reasons.ts'
import { type FoundCluster, scanCategory } from './scan.ts'
import { prepareScan, type ScanGround } from './scan-ground.ts'
import { seedOf } from './seed.ts'
import { type Told, tellArea, tellCluster } from './tell.ts'
import { gatherCells, pickAreas, sumWeeks, type WeekCells } from './week-cells.ts'

export interface HotspotsDeps extends HexagonDeps {
  readSeries: ReadSeries
  readBoundaries(request: BoundariesRequest): Promise<Boundaries>
}

/** Fewer weeks say nothing of how a hot spot develops. */
const FEWEST_WEEKS = 10
/** Fewer areas cannot be compared. */
const FEWEST_AREAS = 3
/** The share of false ones among the clusters of all categories, at most, on average. */
const FALSE_DISCOVERY_RATE = 0.05

/** A category and its cells. */
interface Subject {
  category: string
  level: Level
  cells: WeekCells
}

/** What was found of a category. */
interface Found extends Subject {
  areas: EmergingArea[]
  clusters: FoundCluster[]
}

/** The scan's areas: those whose centre is known. */
interface Scanned {
  at: number[]
  ground: ScanGround
}

const byCode = <T extends { category: string }>(a: T, b: T): number =>
  a.category < b.category ? -1 : 1

function gatherSubjects(counts: LevelCounts, places: readonly Place[]): Subject[] {
  const codes = places.map(({ code }) => code)
  return LEVELS.flatMap((level) =>
    [...gatherCells(counts.levels[level], counts.range, codes)]
      .map(([category, cells]): Subject => ({ category, level, cells }))
      .sort(byCode),
  )
}

/** The ground of the scan; null where too few centres are known. */
function groundOf(places: readonly Place[], subjects: readonly Subject[]): Scanned | null {
  const at = [...places.keys()].filter((place) => places[place]?.centre)
  const centres = at.map((place) => places[place]?.centre as Position)
  const middle = middleOf(centres)
  if (!middle || at.length < FEWEST_AREAS) return null
  const all = new Float64Array(places.length)
  for (const { level, cells } of subjects) {
    if (level !== 1) continue
    for (const [area, n] of sumWeeks(cells, places.length).entries())
      all[area] = (all[area] ?? 0) + n
  }
  const { toMetres } = planeAbout(middle)
  return { at, ground: prepareScan(centres.map(toMetres), pickAreas(all, places.length, at)) }
}

/** Of the clusters of all categories those that stand beside each other. */
function keepDiscovered(found: readonly Found[], scanned: number): Found[] {
  const best = found.flatMap(({ clusters: [first] }) => (first ? [first.judged] : []))
  const largest = largestDiscovery(best, scanned, FALSE_DISCOVERY_RATE) ?? -1
  return found.map((one) => ({
    ...one,
    clusters: one.clusters.filter(({ judged }) => judged <= largest),
  }))
}

/** What the areas themselves lack to be judged. */
function gapsOf(places: readonly Place[], { neighbours }: Adjacency, { shares }: Shares) {
  const gap = (area: string, reason: ReasonId): HotspotGap => ({
    ...{ part: 'classes', category: null, area },
    reason: REASONS[reason],
  })
  return places.flatMap(({ code }, at) => [
    ...((neighbours[at] ?? []).length === 0 ? [gap(code, 'noNeighbours')] : []),
    ...(shares[at] === 0 ? [gap(code, 'noResidents')] : []),
  ])
}

/**
 * The hot spots of a city as of a local day: for each category of level 1 and 2 the subdistricts classed by
 * how they develop over the last 52 complete weeks (emerging.ts), and the clusters of a prospective scan
 * (scan.ts); for each of level 1 the hexagons with more than before (hexagons.ts). The same data give the
 * same document. The dependencies are to read one data version.
 * @throws RangeError where `asOf` is no day; what the dependencies throw
 */
export async function makeHotspots(
  city: City,
  asOf: string,
  { readSeries, readBoundaries, ...points }: HotspotsDeps,
): Promise<Hotspots> {
  const counts = await readCounts(readSeries, city.id, asOf)
  const { collection } = await readBoundaries({ city: city.id, level: 'subdistrict' })
  const named = new Set(counts.levels[1].map(({ area }) => area))
  const places = placesOn(city, asOf, collection, named)
  const adjacency = findAdjacency(places, collection)
  const shared = shareOut(places)
  const document: Hotspots = {
    ...{ city: city.id, asOf, version: counts.version, through: counts.through, weeks: null },
    adjacency: { method: adjacency.method, schematic: adjacency.schematic },
    ...{ basis: shared.basis, categories: [], hexagons: null, reasons: [] },
  }
  const say = (part: HotspotGap['part'], category: string | null, reason: ReasonId): void => {
    document.reasons.push({ part, category, area: null, reason: REASONS[reason] })
  }

  const [first, end] = counts.range
  if (end - first < FEWEST_WEEKS || places.length < FEWEST_AREAS) {
    say(
      'all',
      null,
      counts.through === null ? 'noData' : end - first < FEWEST_WEEKS ? 'fewWeeks' : 'fewAreas',
    )
    return document
  }
  document.weeks = { from: counts.from, to: counts.to }
  if (adjacency.method === null) say('classes', null, 'noAdjacency')
  else document.reasons.push(...gapsOf(places, adjacency, shared))

  const subjects = gatherSubjects(counts, places)
  const scanned = groundOf(places, subjects)
  if (scanned === null) say('scan', null, 'noCentres')
  let scans = 0
  const found = subjects.map((subject): Found => {
    const { category, cells } = subject
    const emerging = adjacency.method && findEmerging(cells, shared.shares, adjacency.neighbours)
    if (emerging?.reason) say('classes', category, emerging.reason)
    const scan =
      scanned &&
      scanCategory(
        pickAreas(cells, places.length, scanned.at),
        scanned.ground,
        seedOf(city.id, asOf, category),
      )
    if (scan?.reason) say('scan', category, scan.reason)
    else if (scan) scans++
    return { ...subject, areas: emerging?.areas ?? [], clusters: scan?.clusters ?? [] }
  })
  const { hexagons, reason, gaps } = await makeHexagons(city, document.weeks, points)
  document.hexagons = hexagons
  if (reason) say('hexagons', null, reason)
  for (const gap of gaps) say('hexagons', gap.category, gap.reason)
  const at = scanned?.at ?? []
  for (const { category, level, cells, areas, clusters } of keepDiscovered(found, scans)) {
    const told: Told = { city: city.id, weeks: document.weeks, category, level, cells, places }
    document.categories.push({
      ...{ category, level, complaints: sumOf(cells) },
      areas: areas
        .map((area) => tellArea(told, area))
        .sort((a, b) => (b.zNow ?? 0) - (a.zNow ?? 0)),
      scan: clusters.map((cluster) => tellCluster(told, cluster, at)),
    })
  }
  return document
}
