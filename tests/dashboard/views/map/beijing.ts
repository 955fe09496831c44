import { readFileSync } from 'node:fs'
import type { MapArea, MapSeries } from '../../../../dashboard/views/map/state.ts'
import { polygonsOf, tidyGeometry } from '../../../../etl/cities/rings.ts'
import type { BoundaryCollection, BoundaryFeature } from '../../../../sql/model/boundaries.ts'

const FILE = new URL('../../../../etl/cities/beijing/boundaries/district.geojson', import.meta.url)

/** The districts of Beijing as they are published. */
export const DISTRICTS: BoundaryFeature[] = (
  JSON.parse(readFileSync(FILE, 'utf8')) as BoundaryCollection
).features.flatMap((feature) => {
  const geometry = tidyGeometry(polygonsOf(feature.geometry))
  return geometry ? [{ ...feature, geometry }] : []
})

export const CODES = DISTRICTS.map(({ properties }) => properties.code)

export const makeArea = (code: string, changes: Partial<MapArea> = {}): MapArea => ({
  code,
  row: { district: code, complaints: changes.value ?? 100 },
  value: 100,
  n: null,
  mature: true,
  compare: 80,
  compareN: null,
  change: 0.25,
  fewBefore: false,
  ...changes,
})

export const makeSeries = (areas: MapArea[], changes: Partial<MapSeries> = {}): MapSeries => ({
  measure: 'complaints',
  place: { level: 'district', district: null },
  areas,
  unplaced: 0,
  complaints: areas.reduce((sum, { value }) => sum + (value ?? 0), 0),
  ...changes,
})
