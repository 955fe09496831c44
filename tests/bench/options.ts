import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface Options {
  rows: number
  /** The folder of the history's warehouse. */
  data: string
  json: boolean
  peer: 'duckdb' | null
  runs: number
  /** Only the named Questions in whose name this occurs; nothing else is measured then. */
  only: string | null
  /** An earlier result, to say what has grown. */
  compare: string | null
}

const USAGE = `usage: npm run bench -- --rows N [--json] [--peer duckdb] [--data DIR] [--compare FILE]
                       [--runs N] [--only TEXT]`

function refuse(why: string): never {
  process.stderr.write(`${why}\n${USAGE}\n`)
  process.exit(2)
}

export function readOptions(argv: string[]): Options {
  const { values } = parseArgs({
    args: argv,
    options: {
      rows: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean' },
      peer: { type: 'string' },
      runs: { type: 'string' },
      only: { type: 'string' },
      compare: { type: 'string' },
    },
  })
  const rows = Number(values.rows)
  if (!Number.isInteger(rows) || rows < 10_000) refuse('--rows is a whole number from 10,000.')
  if (values.peer !== undefined && values.peer !== 'duckdb') refuse('--peer is duckdb.')
  const runs = Number(values.runs ?? 30)
  if (!Number.isInteger(runs) || runs < 1) refuse('--runs is a whole number.')
  return {
    rows,
    data: resolve(values.data ?? `data/bench/${rows}`),
    json: values.json === true,
    peer: values.peer === 'duckdb' ? 'duckdb' : null,
    runs,
    only: values.only ?? null,
    compare: values.compare ?? null,
  }
}
