import { plantCampaign, plantFailedWeek, plantMissingHour } from './disruptions.ts'
import { plantNewKind, plantOutbreaks, plantSpreading, SPREADING_DAYS } from './outbreaks.ts'
import { NEW_KINDS } from './plant-kinds.ts'
import { beginPlanting, type Plants } from './planting.ts'
import type { Volume } from './volume.ts'
import type { World } from './world.ts'

/** Days of a window from which on each fits. */
const ROOM = {
  spreading: SPREADING_DAYS + 10,
  newKind: 45,
  secondNewKind: 365,
  failedWeek: 21,
  campaigns: 120,
  missingHour: 7,
} as const

/** Plants what fits into the plan's window, or nothing where the plan says so. */
export function plantAll(world: World, volume: Volume): Plants {
  const planting = beginPlanting(world, volume)
  if (!world.plan.plants) return planting.plants
  const { length } = planting
  const at = (part: number) => world.firstDay + Math.floor(length * part)
  plantOutbreaks(planting)
  if (length >= ROOM.spreading) plantSpreading(planting)
  if (length >= ROOM.newKind) plantNewKind(planting, NEW_KINDS[0], world.endDay - 30)
  if (length >= ROOM.secondNewKind) plantNewKind(planting, NEW_KINDS[1], at(0.55))
  if (length >= ROOM.failedWeek) plantFailedWeek(planting)
  if (length >= ROOM.campaigns) {
    plantCampaign(planting, true, at(0.6))
    plantCampaign(planting, false, at(0.45))
  }
  if (length >= ROOM.missingHour) plantMissingHour(planting)
  return planting.plants
}
