import { parseArgs } from 'node:util'
import { QuestionError, WarehouseDownError } from '../sql/model/errors.ts'
import { readEnvironment } from '../sql/node/environment.ts'
import { EnvironmentError } from '../sql/node/environment-error.ts'
import { openWarehouse } from '../sql/node/warehouse.ts'
import { PackError } from './cities/pack-error.ts'
import { runBrief } from './commands/brief.ts'
import type { CommandContext } from './commands/context.ts'
import { runDetect } from './commands/detect.ts'
import { runLoad } from './commands/load.ts'
import { runRebuild } from './commands/rebuild.ts'
import { runRejected } from './commands/rejected.ts'
import { runSimulate } from './commands/simulate.ts'
import { runStatus } from './commands/status.ts'
import { UsageError } from './commands/usage.ts'

const USAGE = `usage:
  npm run etl -- load --city C --source S [--json] [--compare-bare] PATH...
  npm run etl -- simulate --city C --from D --to D --per-day N --seed K --out DIR
      [--format csv|parquet] [--plain]
      run again it goes on where it was killed; an extract that was loaded may be deleted meanwhile
  npm run etl -- status [--json]
  npm run etl -- brief --city C [--date YYYY-MM-DD] [--out FILE.html] [--language zh|en] [--json]
  npm run etl -- detect [--city C] [--as-of YYYY-MM-DD] [--nights N] [--json]
  npm run etl -- detect --hour [--city C] [--as-of YYYY-MM-DDTHH:00] [--json]
  npm run etl -- rejected --batch N [--json]
  npm run etl -- rebuild --city C [--from YYYY-MM] [--to YYYY-MM]`

const EXIT = { done: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130 }

type Run<Context> = (
  context: Context,
  options: Record<string, unknown>,
  paths: string[],
) => Promise<boolean>
type WithoutWarehouse = Omit<CommandContext, 'warehouse'>

/** Runs a command with the warehouse open. */
const inWarehouse =
  (run: Run<CommandContext>): Run<WithoutWarehouse> =>
  async (context, options, paths) => {
    const warehouse = await openWarehouse(context.environment.warehouse)
    try {
      return await run({ ...context, warehouse }, options, paths)
    } finally {
      await warehouse.close()
    }
  }

const COMMANDS: Record<
  string,
  {
    options: NonNullable<Parameters<typeof parseArgs>[0]>['options']
    run: Run<WithoutWarehouse>
  }
> = {
  load: {
    options: {
      city: { type: 'string' },
      source: { type: 'string' },
      json: { type: 'boolean' },
      'compare-bare': { type: 'boolean' },
    },
    run: inWarehouse(runLoad),
  },
  brief: {
    options: {
      city: { type: 'string' },
      date: { type: 'string' },
      out: { type: 'string' },
      language: { type: 'string' },
      json: { type: 'boolean' },
    },
    run: inWarehouse(runBrief),
  },
  detect: {
    options: {
      city: { type: 'string' },
      'as-of': { type: 'string' },
      nights: { type: 'string' },
      hour: { type: 'boolean' },
      json: { type: 'boolean' },
    },
    run: inWarehouse(runDetect),
  },
  simulate: {
    options: {
      city: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      'per-day': { type: 'string' },
      seed: { type: 'string' },
      out: { type: 'string' },
      format: { type: 'string' },
      plain: { type: 'boolean' },
    },
    run: runSimulate,
  },
  status: { options: { json: { type: 'boolean' } }, run: inWarehouse(runStatus) },
  rejected: {
    options: { batch: { type: 'string' }, json: { type: 'boolean' } },
    run: inWarehouse(runRejected),
  },
  rebuild: {
    options: { city: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
    run: inWarehouse(runRebuild),
  },
}

function readCommand(argv: string[]) {
  const [name = '', ...rest] = argv
  const command = COMMANDS[name]
  if (!command) {
    throw new UsageError(name === '' ? 'Say what to do.' : `There is no command "${name}".`)
  }
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: command.options ?? {},
      allowPositionals: true,
    })
    return { command, values, positionals }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

async function main(argv: string[], signal: AbortSignal): Promise<number> {
  if (argv[0] === '--help' || argv[0] === 'help') {
    process.stdout.write(`${USAGE}\n`)
    return EXIT.done
  }
  const { command, values, positionals } = readCommand(argv)
  const environment = readEnvironment()
  const done = await command.run({ environment, signal }, values, positionals)
  return done ? EXIT.done : EXIT.failed
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n${USAGE}`)
    return EXIT.usage
  }
  if (error instanceof EnvironmentError || error instanceof PackError) {
    console.error(error.message)
    return EXIT.usage
  }
  if (error instanceof QuestionError) {
    console.error(`${error.message} Known are: ${error.allowed?.join(', ') || 'none'}.`)
    return EXIT.usage
  }
  if (error instanceof WarehouseDownError) {
    console.error(error.message)
    return EXIT.unreachable
  }
  console.error(error)
  return EXIT.failed
}

// Whoever reads us, `head` for one, may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(process.exitCode ?? EXIT.done)
})

const interrupt = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    interrupt.abort()
    setTimeout(() => process.exit(EXIT.interrupted), 2000).unref()
  })
}

try {
  process.exitCode = await main(process.argv.slice(2), interrupt.signal)
} catch (error) {
  process.exitCode = interrupt.signal.aborted ? EXIT.interrupted : explain(error)
}
if (interrupt.signal.aborted) process.exit(EXIT.interrupted)
