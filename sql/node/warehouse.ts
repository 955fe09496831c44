import {
  type ClickHouseClient,
  ClickHouseError,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client'
import { WarehouseDownError } from '../model/errors.ts'
import { holdEngine } from './engine/connect.ts'
import { migrate } from './migrate.ts'
import { reaching } from './reaching.ts'
import { takeTurn } from './turn.ts'

/** The one way to the data. */
export interface Warehouse {
  client: ClickHouseClient
  kind: 'embedded' | 'server'
  database: string
  /** Changes whenever what is visible of a city may have changed; null where nobody says it so cheaply. */
  readChanges: (() => Promise<string>) | null
  /** Lets go of everything, so that the process can end. The embedded engine ends after its last. */
  close(): Promise<void>
}

export interface WarehouseSettings {
  /** A ClickHouse server; without one the embedded engine is used. */
  url?: string | undefined
  user?: string | undefined
  password?: string | undefined
  database: string
  /** The folder of the embedded engine's data (WEISU_DATA). */
  data: string
}

const DATABASE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/
const DAY_MS = 86_400_000

/**
 * Opens the warehouse: starts the embedded engine if there is no server and none runs yet, makes the
 * database and brings its schema up to date. Throws WarehouseDownError if it cannot be reached.
 */
export async function openWarehouse(settings: WarehouseSettings): Promise<Warehouse> {
  if (!DATABASE_NAME.test(settings.database))
    throw new Error(`'${settings.database}' is no name for a database: letters, digits and _.`)
  const hold = settings.url === undefined ? await holdEngine(settings.data) : undefined
  const connect = (database: string) =>
    createClient({
      url: settings.url ?? 'http://engine',
      username: settings.user ?? 'default',
      password: settings.password ?? '',
      database,
      application: 'weisu',
      // The engine limits each query's time itself, and a load may take long.
      request_timeout: DAY_MS,
      use_multipart_params_auto: true,
      clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
      log: { level: ClickHouseLogLevel.OFF },
      ...(hold && { http_agent: hold.agent, keep_alive: { enabled: true, idle_socket_ttl: 0 } }),
    })
  const client = connect(settings.database)
  const warehouse: Warehouse = {
    client,
    kind: hold ? 'embedded' : 'server',
    database: settings.database,
    readChanges: hold ? () => reaching(hold.readChanges) : null,
    close: async () => {
      await client.close()
      hold?.release()
    },
  }
  try {
    const bootstrap = connect('default')
    const engine = hold ? ' ENGINE = Atomic' : ''
    const query = `CREATE DATABASE IF NOT EXISTS \`${settings.database}\`${engine}`
    await reaching(() => bootstrap.command({ query })).catch((error: unknown) => {
      throw settings.url ? explainServer(settings.url, error) : error
    })
    if (!hold) await bootstrap.close()
    const { data, database } = settings
    const turn = hold && (() => takeTurn(data, `@schema-${database}`))
    await reaching(() => migrate(client, turn))
    return warehouse
  } catch (error) {
    await warehouse.close()
    throw error
  }
}

/** Why a server cannot be used, in one sentence that says nothing of its account. */
function explainServer(url: string, error: unknown): WarehouseDownError {
  const server = `${new URL(url).origin} (CLICKHOUSE_URL)`
  if (error instanceof WarehouseDownError) {
    const gone = `The ClickHouse server at ${server} cannot be reached.`
    return new WarehouseDownError(gone, { cause: error.cause })
  }
  if (error instanceof ClickHouseError && error.type) {
    const [said] = error.message.split('\n')
    return new WarehouseDownError(`The ClickHouse server at ${server} refuses: ${said}`, {
      cause: error,
    })
  }
  return new WarehouseDownError(`What answers at ${server} is no ClickHouse server.`, {
    cause: error,
  })
}
