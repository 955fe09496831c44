import { Delaunay } from 'd3'
import polygonClipping from 'polygon-clipping'
import type { BoundaryFeature, Polygon, Position } from '../../sql/model/boundaries.ts'
import type { Area } from '../../sql/model/city.ts'
import { polygonsOf, tidyGeometry } from './rings.ts'
import { extentOf, placeSites } from './sites.ts'

/**
 * Schematic boundaries of the areas of one district: a Voronoi tessellation around their centres,
 * clipped to the district's outline, which they fill without gaps or overlaps. A cell may have several
 * parts where the outline bends.
 */
export function drawCells(outline: BoundaryFeature, areas: readonly Area[]): BoundaryFeature[] {
  const polygons = polygonsOf(outline.geometry)
  const sites = placeSites(polygons, areas)
  const [west, south, east, north] = extentOf(polygons)
  // A degree of longitude is shorter than one of latitude: distances are taken on a plane where it is not.
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const delaunay = Delaunay.from(
    sites,
    ({ at }) => at[0] * shrink,
    ({ at }) => at[1],
  )
  const voronoi = delaunay.voronoi([(west - 1) * shrink, south - 1, (east + 1) * shrink, north + 1])
  return sites.flatMap(({ code }, i): BoundaryFeature[] => {
    const corners: Position[] = [...(voronoi.cellPolygon(i) ?? [])].map(([x, y]) => [x / shrink, y])
    if (corners.length === 0) return []
    const cell: Polygon = [corners]
    const geometry = tidyGeometry(polygonClipping.intersection(polygons, [cell]))
    return geometry ? [{ type: 'Feature', properties: { code, schematic: true }, geometry }] : []
  })
}
