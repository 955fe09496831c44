import { destination, pino } from 'pino'
import { createAsk } from '../../sql/node/ask.ts'
import { openWarehouse } from '../../sql/node/warehouse.ts'
import { serve } from '../support/server.ts'

/**
 * The whole app on a free port, in a process of its own so that its memory can be told: without
 * scheduled loads, and with or without remembered answers.
 * `serve.ts DATA remember|compute`
 */
const [data = '', mode] = process.argv.slice(2)
const warehouse = await openWarehouse({ database: 'weisu', data })
const ask = mode === 'compute' ? createAsk(warehouse, { cache: false }) : createAsk(warehouse)
const server = await serve(warehouse, { ask, log: pino({ level: 'warn' }, destination(2)) })
process.on('SIGTERM', async () => {
  await server.close()
  await warehouse.close()
  process.exit(0)
})
console.log(`at ${server.url}`)
