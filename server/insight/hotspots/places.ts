import type { BoundaryCollection, Position } from '../../../sql/model/boundaries.ts'
import type { City } from '../../../sql/model/city.ts'
import { middleOf } from './plane.ts'

/** An area whose complaints are mapped. */
export interface Place {
  code: string
  /** The district. */
  parent: string | null
  /** Null where the pack does not say. */
  residents: number | null
  /** The pack's point, else the middle of the outline; null where there is neither. */
  centre: Position | null
}

/**
 * The subdistricts of a city on a local day: those of the pack that hold then, and others that the data
 * name where the pack's list is open.
 * @param named codes that the data name
 */
export function placesOn(
  city: City,
  day: string,
  { features }: BoundaryCollection,
  named: Iterable<string>,
): Place[] {
  const listed = city.areas.filter(({ level }) => level === 'subdistrict')
  const known = new Set(listed.map(({ code }) => code))
  const outlines = new Map(
    features.map(({ properties, geometry }) => [
      properties.code,
      geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2),
    ]),
  )
  const holding = listed.filter(
    ({ from, to }) => (from === null || from <= day) && (to === null || to > day),
  )
  const others = city.lists.areas === 'open' ? [...named].filter((code) => !known.has(code)) : []
  return [
    ...holding.map(
      ({ code, parent, residents, lon, lat }): Place => ({
        ...{ code, parent, residents: residents && residents > 0 ? residents : null },
        centre: lon !== null && lat !== null ? [lon, lat] : middleOf(outlines.get(code) ?? []),
      }),
    ),
    ...others.map(
      (code): Place => ({
        ...{ code, parent: null, residents: null },
        centre: middleOf(outlines.get(code) ?? []),
      }),
    ),
  ].sort((a, b) => (a.code < b.code ? -1 : 1))
}
