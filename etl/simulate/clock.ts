import { Temporal } from 'temporal-polyfill'
import { SimulationError } from './simulation.ts'

/**
 * Seconds that the city's clocks are ahead of UTC. The simulation works in local seconds, which is
 * right only where clocks are never changed.
 * @throws SimulationError where they are changed
 */
export function clockOffset(timeZone: string, from: string, to: string): number {
  const at = (day: string, add: number) =>
    Temporal.PlainDate.from(day).add({ days: add }).toZonedDateTime(timeZone).offsetNanoseconds /
    1e9
  const offset = at(from, 0)
  for (const add of [0, 91, 182, 273]) {
    if (at(from, add) !== offset || at(to, add) !== offset) {
      throw new SimulationError(
        `Clocks in ${timeZone} are changed: such a city cannot be simulated.`,
      )
    }
  }
  return offset
}

/** Local seconds of an instant, fractions dropped. */
export const localSeconds = (instant: Date, offset: number): number =>
  Math.floor(instant.getTime() / 1000) + offset

/** YYYYMMDDTHHMMSS of local seconds. */
export const stampText = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
