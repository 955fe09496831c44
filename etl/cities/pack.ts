import type { City } from '../../sql/model/city.ts'
import type { SourceMapping } from './mapping.ts'

/** A city as a validated folder of data. */
export interface CityPack {
  city: City
  sources: Record<string, SourceMapping>
  /** Jobs by name: cron expressions in the city's time zone. */
  schedule: Record<string, string>
  /** Points that stand for an unknown place, degrees. */
  nullPoints: { lon: number; lat: number }[]
  /** The classes of deadlines, shortest first. */
  deadlines: string[]
  /** Of everything that is published. */
  hash: string
}
