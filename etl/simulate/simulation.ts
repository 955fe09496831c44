import type { CityPack } from '../cities/city-pack.ts'

/** What is simulated. The same plan gives the same complaints, whatever window of them is written. */
export interface SimulationPlan {
  pack: CityPack
  seed: number
  /** First local day. */
  from: string
  /** Complaints received a day, the mean over [from, to). */
  perDay: number
  /** Local day: end of the time over which `perDay` is the mean. Later days go on at that level. */
  to: string
  /** Whether outbreaks, campaigns, a failed week and data faults are planted. */
  plants: boolean
}

/** A plan that cannot be simulated: says why, in one sentence. */
export class SimulationError extends Error {
  override name = 'SimulationError'
}
