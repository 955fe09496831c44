import { computed } from '@preact/signals'
import type { Forecasts } from '../../server/contract/forecasts.ts'
import type { HotspotsAnswer } from '../../server/contract/hotspots.ts'
import { readForecasts, readHotspots } from '../api/ahead.ts'
import { path } from './address.ts'
import { followed } from './following.ts'

export const forecasts = followed<Forecasts>(readForecasts)
export const hotspots = followed<HotspotsAnswer>(readHotspots)

/** The series that the address names: `/ahead/district/110105`; null: the city. */
export const chosenSeries = computed(() => {
  const [, dimension, code] = path.value.split('/').filter(Boolean)
  return dimension && code ? { dimension, code: decoded(code) } : null
})

/** An address that somebody wrote by hand may be no address. */
function decoded(code: string): string {
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}
