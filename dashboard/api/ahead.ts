import type { Forecasts } from '../../server/contract/forecasts.ts'
import type { HotspotsAnswer } from '../../server/contract/hotspots.ts'
import { RefusedError, read } from './read.ts'

/** What is stored of a city; null where nobody has looked yet. */
const readStored =
  <Told>(kind: 'forecasts' | 'hotspots') =>
  (city: string, signal: AbortSignal): Promise<Told | null> =>
    read<Told>(`/api/${kind}?${new URLSearchParams({ city })}`, { signal }).catch(
      (error: unknown) => {
        if (error instanceof RefusedError && error.status === 404) return null
        throw error
      },
    )

/** The newest forecasts of a city. */
export const readForecasts = readStored<Forecasts>('forecasts')

/** The newest hot spots of a city. */
export const readHotspots = readStored<HotspotsAnswer>('hotspots')
