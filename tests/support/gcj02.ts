import type { Position } from '../../sql/model/boundaries.ts'

const { PI, abs, cos, sin, sqrt } = Math
/** The ellipsoid of Krasovsky, 1940: semi-major axis in metres, squared eccentricity. */
const AXIS = 6_378_245
const SQUARED = 0.006693421622965943

/**
 * A WGS 84 position as maps published in China show it (GCJ-02), by the formula that is publicly known
 * (`transform` of eviltransform); right to about a metre.
 */
export function toGcj02([lon, lat]: Position): Position {
  const x = lon - 105
  const y = lat - 35
  const common = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * sqrt(abs(x)) +
    common +
    ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 +
    ((160 * sin((y / 12) * PI) + 320 * sin((y / 30) * PI)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * sqrt(abs(x)) +
    common +
    ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 +
    ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3
  const radians = (lat / 180) * PI
  const bend = 1 - SQUARED * sin(radians) ** 2
  return [
    lon + (east * 180) / ((AXIS / sqrt(bend)) * cos(radians) * PI),
    lat + (north * 180) / (((AXIS * (1 - SQUARED)) / (bend * sqrt(bend))) * PI),
  ]
}
