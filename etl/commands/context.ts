import type { Environment } from '../../sql/node/environment.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

/** What a command needs from its surroundings. */
export interface CommandContext {
  environment: Environment
  warehouse: Warehouse
  signal: AbortSignal
}
