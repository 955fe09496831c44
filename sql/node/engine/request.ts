import type { IncomingMessage } from 'node:http'
import { Refusal } from './failure.ts'
import { MAX_STATEMENT_BYTES } from './limits.ts'
import type { Surroundings } from './session.ts'
import { readBody } from './spool.ts'
import { readStatement, type Statement } from './statement.ts'

/** A request of ClickHouse's HTTP interface. The body of an insert is still to be read. */
export interface EngineRequest {
  statement: Statement
  surroundings: Surroundings
  queryId: string | null
  gzip: boolean
}

/** Of the address: what concerns the transport, and does not become a setting. */
const TRANSPORT = new Set([
  'query',
  'database',
  'default_format',
  'query_id',
  'user',
  'password',
  'quota_key',
  'wait_end_of_query',
  'buffer_size',
  'enable_http_compression',
  'http_zlib_compression_level',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
])
const REFUSED = new Set(['session_id', 'session_check', 'session_timeout', 'close_session', 'role'])
const NAME = /^[A-Za-z0-9_]+$/

/** Reads address, headers and, unless it is the data of an insert, the body. */
export async function readRequest(request: IncomingMessage): Promise<EngineRequest> {
  const given = new URL(request.url ?? '/', 'http://engine').searchParams
  const sql = given.get('query')
  const form = await readForm(request)
  for (const [name, value] of form) given.set(name, value)
  const { settings, parameters } = readNames(given)

  const format =
    given.get('default_format') ?? header(request, 'x-clickhouse-format') ?? 'TabSeparated'
  if (!NAME.test(format)) throw new Refusal(73, 'UNKNOWN_FORMAT', `Unknown format ${format}.`)
  const fromForm = form.get('query')
  const statement = await readAny(request, sql, fromForm, format)
  return {
    statement,
    surroundings: { database: readDatabase(request, given), settings, parameters },
    queryId: given.get('query_id'),
    gzip:
      given.get('enable_http_compression') === '1' &&
      /\bgzip\b/.test(header(request, 'accept-encoding') ?? ''),
  }
}

async function readAny(
  request: IncomingMessage,
  fromAddress: string | null,
  fromForm: string | undefined,
  format: string,
): Promise<Statement> {
  if (fromForm !== undefined) return readStatement(fromForm, format, false)
  if (fromAddress === null)
    return readStatement(await readBody(request, MAX_STATEMENT_BYTES), format, false)
  const statement = readStatement(fromAddress, format, true)
  if (statement.kind === 'insert') return statement
  const rest = await readBody(request, MAX_STATEMENT_BYTES)
  return rest === '' ? statement : readStatement(`${fromAddress}\n${rest}`, format, false)
}

/** The client sends parameters that are too long for an address as a form. */
async function readForm(request: IncomingMessage): Promise<Map<string, string>> {
  const type = header(request, 'content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) return new Map()
  const body = await readBody(request, MAX_STATEMENT_BYTES)
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  return new Map([...form].map(([name, value]) => [name, String(value)]))
}

function readNames(given: URLSearchParams) {
  const settings = new Map<string, string>()
  const parameters = new Map<string, string>()
  for (const [name, value] of given) {
    if (REFUSED.has(name))
      throw new Refusal(48, 'NOT_IMPLEMENTED', `${name} is not supported: there are no sessions.`)
    if (TRANSPORT.has(name)) continue
    if ((name === 'compress' || name === 'decompress') && value === '1')
      throw new Refusal(48, 'NOT_IMPLEMENTED', `${name} is not supported: gzip is.`)
    if (!NAME.test(name)) throw new Refusal(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'.`)
    if (name.startsWith('param_')) parameters.set(name.slice('param_'.length), value)
    else settings.set(name, value)
  }
  return { settings, parameters }
}

function readDatabase(request: IncomingMessage, given: URLSearchParams): string {
  const name = given.get('database') ?? header(request, 'x-clickhouse-database') ?? 'default'
  if (!NAME.test(name))
    throw new Refusal(81, 'UNKNOWN_DATABASE', `'${name}' is no name for a database.`)
  return name
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
