import { Session } from 'chdb'
import { placeholders, quote } from '../statements.ts'
import { ENGINE_ARGUMENTS } from './limits.ts'

/** What a request wants to hold while its statement runs. */
export interface Surroundings {
  database: string
  settings: ReadonlyMap<string, string>
  parameters: ReadonlyMap<string, string>
}

export interface Outcome {
  bytes: Uint8Array
  rows: number
  size: number
  seconds: number
}

/**
 * A session of the engine, for one statement at a time. After an error its next result could be the
 * failed statement's (seen after throwIf, timeouts, result limits): close it and open another.
 */
export interface EngineSession {
  run(statement: string, format: string, surroundings: Surroundings): Promise<Outcome>
  close(): void
}

/** Settings that forbid to put them back. */
const STICKY = ['readonly', 'allow_ddl', 'profile']

/** Opens a session on the data at `path`. Throws if another process has it. */
export function openSession(path: string, baseline: ReadonlyMap<string, string>): EngineSession {
  const open = () => new Session(path, { connectionArgs: ENGINE_ARGUMENTS })
  let session = open()
  let database = ''
  let settings = new Map<string, string>()
  let parameters = new Map<string, string>()

  const replace = () => {
    session.close()
    session = open()
    database = ''
    settings = new Map()
    parameters = new Map()
  }

  // Parameters cannot be unset, so a statement must not see one that only an earlier request gave.
  const seesOthers = (statement: string, given: ReadonlyMap<string, string>) => {
    const left = [...parameters.keys()].filter((name) => !given.has(name))
    if (left.length === 0 || !statement.includes('{')) return false
    const named = placeholders(statement)
    return left.some((name) => named.has(name))
  }

  const surround = async (wanted: Surroundings) => {
    // On its own and first: it lets longer statements in than the engine's default.
    if (settings.size === 0) {
      await session.queryAsync(`SET ${assignments(baseline)}`)
      settings = new Map(baseline)
    }
    const next = new Map([...baseline, ...wanted.settings])
    const changes = [
      ...[...settings.keys()].filter((name) => !next.has(name)).map((name) => `${name} = DEFAULT`),
      ...[...next]
        .filter(([name, value]) => settings.get(name) !== value)
        .map(([name, value]) => `${name} = ${quote(value)}`),
      ...[...wanted.parameters]
        .filter(([name, value]) => parameters.get(name) !== value)
        .map(([name, value]) => `param_${name} = ${quote(value)}`),
    ]
    if (wanted.database !== database) {
      await session.queryAsync(`USE \`${wanted.database}\``)
      database = wanted.database
    }
    if (changes.length > 0) await session.queryAsync(`SET ${changes.join(', ')}`)
    settings = next
    parameters = new Map([...parameters, ...wanted.parameters])
  }

  return {
    run: async (statement, format, wanted) => {
      if (seesOthers(statement, wanted.parameters)) replace()
      await surround(wanted)
      const result = await session.queryAsync(statement, { format })
      if (STICKY.some((name) => wanted.settings.has(name))) replace()
      return {
        bytes: result.bytes(),
        rows: result.rowsRead,
        size: result.bytesRead,
        seconds: result.elapsed,
      }
    },
    close: () => session.close(),
  }
}

function assignments(values: ReadonlyMap<string, string>): string {
  return [...values].map(([name, value]) => `${name} = ${quote(value)}`).join(', ')
}
