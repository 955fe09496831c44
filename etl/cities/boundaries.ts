import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BOUNDARY_LEVELS,
  type BoundaryFeature,
  type BoundaryLevel,
} from '../../sql/model/boundaries.ts'
import { type Problem, suggest } from './pack-error.ts'
import { readPackText } from './pack-text.ts'

/** The boundaries that a pack gives, by level. */
export type PackBoundaries = Partial<Record<BoundaryLevel, BoundaryFeature[]>>

type Blame = (field: string | null, message: string) => void

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPosition = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length >= 2 &&
  Math.abs(Number(value[0])) <= 180 &&
  Math.abs(Number(value[1])) <= 90

function checkRing(ring: unknown): string | null {
  if (!Array.isArray(ring) || !ring.every(isPosition)) {
    return 'should be a line of [longitude, latitude], in degrees'
  }
  if (ring.length < 4) return 'should have at least four positions'
  const [first, last] = [ring[0], ring.at(-1)]
  if (first[0] !== last[0] || first[1] !== last[1]) {
    return 'should be closed: its last position is its first'
  }
  return null
}

/** Notes what is wrong with a geometry, once. */
function checkGeometry(geometry: unknown, path: string, blame: Blame): boolean {
  if (!isObject(geometry) || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) {
    blame(`${path}.geometry`, 'should be a Polygon or a MultiPolygon')
    return false
  }
  const { type, coordinates } = geometry
  const polygons: unknown = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) {
    blame(`${path}.geometry.coordinates`, 'should be a list of polygons')
    return false
  }
  for (const [p, polygon] of polygons.entries()) {
    const at = `${path}.geometry.coordinates${type === 'Polygon' ? '' : `.${p}`}`
    if (!Array.isArray(polygon) || polygon.length === 0) {
      blame(at, 'should be a list of rings')
      return false
    }
    for (const [r, ring] of polygon.entries()) {
      const wrong = checkRing(ring)
      if (wrong === null) continue
      blame(`${at}.${r}`, wrong)
      return false
    }
  }
  return true
}

function checkCode(
  code: unknown,
  path: string,
  known: readonly string[] | null,
  seen: Set<string>,
  blame: Blame,
): code is string {
  const at = `${path}.properties.code`
  if (typeof code !== 'string' || code === '') {
    blame(at, 'should be the code of an area, as a text')
    return false
  }
  if (known && !known.includes(code)) {
    blame(at, `there is no "${code}" of this level: ${suggest(code, known)}`)
  } else if (seen.has(code)) {
    blame(at, `"${code}" stands here twice: give it one MultiPolygon`)
  }
  seen.add(code)
  return true
}

function readFeatures(
  text: string,
  known: readonly string[] | null,
  blame: Blame,
): BoundaryFeature[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    blame(null, `is no valid JSON: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
  if (!isObject(value) || value.type !== 'FeatureCollection' || !Array.isArray(value.features)) {
    blame(null, 'should be a FeatureCollection of GeoJSON')
    return []
  }
  const seen = new Set<string>()
  return value.features.flatMap((feature: unknown, i) => {
    const path = `features.${i}`
    const { properties, geometry } = isObject(feature) ? feature : {}
    const code = isObject(properties) ? properties.code : undefined
    const named = checkCode(code, path, known, seen, blame)
    const drawn = checkGeometry(geometry, path, blame)
    if (!named || !drawn) return []
    return [{ type: 'Feature', properties: { code }, geometry } as BoundaryFeature]
  })
}

/**
 * Reads and checks `boundaries/<level>.geojson` of the pack in `folder`.
 * @param allowed the codes of a level's areas where they are known beforehand, else null
 */
export async function readBoundaries(
  folder: string,
  allowed: (level: BoundaryLevel) => readonly string[] | null,
  problems: Problem[],
): Promise<PackBoundaries> {
  if (!existsSync(join(folder, 'boundaries'))) return {}
  const files = BOUNDARY_LEVELS.map((level) => `${level}.geojson`)
  const found: PackBoundaries = {}
  for (const name of (await readdir(join(folder, 'boundaries'))).sort()) {
    if (name.startsWith('.') || name === 'README.md') continue
    const file = `boundaries/${name}`
    const blame: Blame = (field, message) => problems.push({ file, line: null, field, message })
    const level = BOUNDARY_LEVELS.find((one) => name === `${one}.geojson`)
    if (level === undefined) {
      blame(null, `is no file of boundaries: ${suggest(name, files)}`)
      continue
    }
    const text = await readPackText(folder, file, problems)
    if (text !== null) found[level] = readFeatures(text, allowed(level), blame)
  }
  return found
}
