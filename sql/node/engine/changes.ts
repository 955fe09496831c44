import { randomUUID } from 'node:crypto'

/**
 * Counts what may have changed the state of a city (which data version and which pack count), so that
 * whoever remembers a state can hear that it still holds without asking for it.
 */
export interface Changes {
  /** A statement that may have changed a state has ended. */
  count(): void
  /** Never the same again after a change, nor after a restart of the engine. */
  mark(): string
}

/** The tables that say what is visible. */
const STATE_TABLES = new Set(['manifest', 'cities'])

/** Whether a name in a statement is one of a table that says what is visible. */
export const isStateTable = (name: string): boolean => STATE_TABLES.has(name.replace(/[`"]/g, ''))

export function openChanges(): Changes {
  const life = randomUUID()
  let changes = 0
  return {
    count: () => {
      changes += 1
    },
    mark: () => `${life} ${changes}`,
  }
}
