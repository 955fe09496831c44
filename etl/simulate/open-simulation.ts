import { createRowWriter, type RowWriter } from './csv-row.ts'
import { createDays, type Days } from './day.ts'
import { createDrawer, type Drawer } from './drawer.ts'
import type { Plants } from './planting.ts'
import { plantAll } from './plants.ts'
import type { SimulationPlan } from './simulation.ts'
import { createVolume } from './volume.ts'
import { buildWorld, type World } from './world.ts'

/** A plan ready to be written. */
export interface Simulation {
  world: World
  plants: Plants
  days: Days
  draw: Drawer
  writeRow: RowWriter
}

let last: { key: string; simulation: Simulation } | null = null

/** Compiles a plan. The last one stays compiled: a hotline that keeps telling asks again and again. */
export function openSimulation(plan: SimulationPlan): Simulation {
  const { pack, ...rest } = plan
  const key = JSON.stringify([pack.hash, rest])
  if (last?.key === key) return last.simulation
  const world = buildWorld(plan)
  const volume = createVolume(world)
  const plants = plantAll(world, volume)
  const days = createDays(world, volume, plants)
  const draw = createDrawer(world, volume, plants, days)
  const simulation = { world, plants, days, draw, writeRow: createRowWriter(world) }
  last = { key, simulation }
  return simulation
}
