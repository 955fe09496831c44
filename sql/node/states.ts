import { readCityState } from '../queries/city_state.ts'
import type { Warehouse } from './warehouse.ts'

/** What every answer about a city depends on. */
export interface CityState {
  /** Its newest data version; 0: nothing is loaded yet. */
  version: number
  /** Of its published pack; empty: it was never published. */
  hash: string
}

interface Remembered {
  changes: string
  state: Promise<CityState>
}

/** Goes before what others ask: whoever asks anything waits for it. */
export const FIRST = { priority: '1' } as const

const remembered = new WeakMap<Warehouse, Map<string, Remembered>>()

async function read(warehouse: Warehouse, city: string): Promise<CityState> {
  const [state] = await readCityState(warehouse, { city }, FIRST)
  return state ?? { version: 0, hash: '' }
}

/**
 * The newest state of a city, never older than when this was called. It is read again only after the
 * engine has told of a change; those who ask in between share it.
 * @throws WarehouseDownError
 */
export async function readNewest(warehouse: Warehouse, city: string): Promise<CityState> {
  if (warehouse.readChanges === null) return read(warehouse, city)
  const changes = await warehouse.readChanges()
  const cities = remembered.get(warehouse) ?? new Map<string, Remembered>()
  remembered.set(warehouse, cities)
  const known = cities.get(city)
  if (known?.changes === changes) return known.state
  const fresh = { changes, state: read(warehouse, city) }
  cities.set(city, fresh)
  const forget = () => {
    if (cities.get(city) === fresh) cities.delete(city)
  }
  try {
    const state = await fresh.state
    // Anybody can ask for cities that are not there: they are not kept.
    if (state.hash === '') forget()
    return state
  } catch (error) {
    forget()
    throw error
  }
}
