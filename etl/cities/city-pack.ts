import type { City } from '../../sql/model/city.ts'
import type { PackBoundaries } from './boundaries.ts'
import type { SourceMapping } from './mapping.ts'

/** A city as a validated folder of data. */
export interface CityPack {
  city: City
  sources: Record<string, SourceMapping>
  /** Cron expressions in the city's time zone: when the inbox is loaded, the day told, and what rises looked for. */
  schedule: Partial<Record<'load' | 'daily' | 'detect' | 'detectHourly', string | undefined>>
  /** Points that stand for an unknown place, degrees. */
  nullPoints: { lon: number; lat: number }[]
  /** The classes of deadlines, shortest first. */
  deadlines: string[]
  /** The boundaries that the pack gives. */
  boundaries: PackBoundaries
  /** Of everything that is published but the boundaries. */
  hash: string
}
