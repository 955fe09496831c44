import { resolve } from 'node:path'
import { z } from 'zod'
import { EnvironmentError } from './environment-error.ts'
import type { WarehouseSettings } from './warehouse.ts'

export interface Environment {
  host: string
  port: number
  /** The city that is shown first. */
  city: string
  /** Load the demo city into an empty warehouse. */
  demo: boolean
  /** Absolute path of the data folder. */
  data: string
  warehouse: WarehouseSettings
}

const text = (pattern: RegExp, right: string) => z.string().regex(pattern, right)

const schema = z.object({
  HOST: text(/^[\w.:-]+$/, 'must be a host name or an address').default('127.0.0.1'),
  PORT: text(/^\d{1,5}$/, 'must be a port, 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port, 0 to 65535')
    .default(8080),
  WEISU_CITY: text(/^[a-z][a-z0-9-]*$/, 'must be the id of a city pack').default('beijing'),
  WEISU_DATA: text(/^[^\0]+$/, 'must be the path of a folder').default('./data'),
  WEISU_DEMO: z.enum(['0', '1'], 'must be 0 or 1').default('1'),
  CLICKHOUSE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as http://localhost:8123' })
    .refine(
      (url) => !URL.canParse(url) || new URL(url).password === '',
      'must not hold a password: put it into CLICKHOUSE_PASSWORD',
    )
    .optional(),
  CLICKHOUSE_USER: text(/./, 'must not be blank').optional(),
  CLICKHOUSE_PASSWORD: z.string().optional(),
  CLICKHOUSE_DATABASE: text(
    /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
    'must be letters, digits and _, beginning with a letter',
  ).default('weisu'),
})

/**
 * The only reader of the environment. An empty variable counts as not set.
 * Throws an EnvironmentError that never shows the value of a password.
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    const name = String(issue?.path[0])
    const shown = /PASSWORD|URL/.test(name) ? '' : ` ("${given[name]}")`
    throw new EnvironmentError(`The environment variable ${name}${shown} ${issue?.message}.`)
  }
  const set = read.data
  if (set.CLICKHOUSE_URL === undefined && (set.CLICKHOUSE_USER || set.CLICKHOUSE_PASSWORD))
    throw new EnvironmentError(
      'CLICKHOUSE_USER and CLICKHOUSE_PASSWORD are for a server, but CLICKHOUSE_URL, which says ' +
        'where it is, is not set.',
    )
  const data = resolve(set.WEISU_DATA)
  return {
    host: set.HOST,
    port: set.PORT,
    city: set.WEISU_CITY,
    demo: set.WEISU_DEMO === '1',
    data,
    warehouse: {
      url: set.CLICKHOUSE_URL,
      user: set.CLICKHOUSE_USER,
      password: set.CLICKHOUSE_PASSWORD,
      database: set.CLICKHOUSE_DATABASE,
      data,
    },
  }
}
