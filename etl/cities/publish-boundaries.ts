import { createHash } from 'node:crypto'
import {
  BOUNDARY_LEVELS,
  type BoundaryFeature,
  type BoundaryLevel,
} from '../../sql/model/boundaries.ts'
import type { Area } from '../../sql/model/city.ts'
import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { CityPack } from './city-pack.ts'
import { polygonsOf, tidyGeometry } from './rings.ts'

/** Raised when the way of drawing changes: what was published is then drawn anew. */
const DRAWING = 1

/** The areas that schematic cells are drawn for: those that no reform has ended. */
const subdistrictsOf = ({ city }: CityPack): Area[] =>
  city.areas.filter(({ level, to }) => level === 'subdistrict' && to === null)

const tidy = (features: readonly BoundaryFeature[]): BoundaryFeature[] =>
  features.flatMap((feature) => {
    const geometry = tidyGeometry(polygonsOf(feature.geometry))
    return geometry ? [{ ...feature, geometry }] : []
  })

/** What the published boundaries of a level are made from. */
function materialOf(pack: CityPack, level: BoundaryLevel): unknown {
  const given = pack.boundaries[level]
  if (given || level === 'district') return [DRAWING, given ?? []]
  const centres = subdistrictsOf(pack).map(({ code, parent, lon, lat }) => [code, parent, lon, lat])
  return [DRAWING, pack.boundaries.district ?? [], centres]
}

/**
 * The boundaries of a level as they are published: those of the pack; without any of subdistricts,
 * schematic cells in the outlines of the districts.
 */
async function drawBoundaries(pack: CityPack, level: BoundaryLevel): Promise<BoundaryFeature[]> {
  const given = pack.boundaries[level]
  if (given || level === 'district') return tidy(given ?? [])
  const outlines = pack.boundaries.district ?? []
  if (outlines.length === 0) return []
  // Only a pack whose boundaries are new needs what draws.
  const { drawCells } = await import('./cells.ts')
  const areas = subdistrictsOf(pack)
  return outlines.flatMap((outline) =>
    drawCells(
      outline,
      areas.filter(({ parent }) => parent === outline.properties.code),
    ),
  )
}

/** Publishes the boundaries of a pack into the warehouse, unless its latest there are the same. */
export async function publishBoundaries(warehouse: Warehouse, pack: CityPack): Promise<void> {
  const { id } = pack.city
  const latest = await select<{ level: string; hash: string }>(
    warehouse,
    `SELECT level, argMax(hash, published_at) AS hash FROM boundaries
      WHERE city = {id:String} GROUP BY level`,
    { id },
  )
  for (const level of BOUNDARY_LEVELS) {
    const material = JSON.stringify(materialOf(pack, level))
    const hash = createHash('sha256').update(material).digest('hex')
    if (latest.some((row) => row.level === level && row.hash === hash)) continue
    const features = await drawBoundaries(pack, level)
    await warehouse.client.insert({
      table: 'boundaries',
      values: [
        {
          city: id,
          level,
          published_at: new Date().toISOString().replace('T', ' ').replace('Z', ''),
          hash,
          collection: JSON.stringify({ type: 'FeatureCollection', features }),
        },
      ],
      format: 'JSONEachRow',
    })
  }
}
