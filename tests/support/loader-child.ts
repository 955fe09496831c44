import { loadFile } from '../../etl/load-file.ts'
import { openWarehouse } from '../../sql/node/warehouse.ts'
import { riverContext } from './river-city.ts'

/**
 * A loader in a process of its own, so that it can be killed: `database data path [point]`. Kills
 * itself at the named commit point; says `ready` when it begins.
 */
const [database = '', data = '', path = '', point] = process.argv.slice(2)
const warehouse = await openWarehouse({ database, data })
process.stdout.write('ready\n')
const result = await loadFile(
  {
    ...riverContext(warehouse, data),
    onPoint: (reached) => {
      if (reached === point) process.kill(process.pid, 'SIGKILL')
    },
  },
  'line',
  path,
)
process.stdout.write(`${JSON.stringify(result)}\n`)
await warehouse.close()
