import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Answer, Row } from '../../../sql/model/answer.ts'
import type { City, Member } from '../../../sql/model/city.ts'
import type { Question } from '../../../sql/model/question.ts'

/** A folder of simulated extracts that answers the Questions of a forecast. */
export interface Extracts {
  city: City
  ask(question: Question): Promise<Answer>
  /** Complaints of each local day, of a series by its name (`nameOf`). */
  count(name: string, day: string): number
  through: string
  close(): void
}

const member = (code: string): Member => ({
  code,
  names: { en: code, zh: code },
  parent: null,
  from: null,
  to: null,
  successor: null,
})

/** `city`, `district 110101`, `category1 02`. */
export const nameOf = (where: { district?: string; category1?: string }): string =>
  Object.entries(where)
    .map(([dimension, code]) => `${dimension} ${code}`)
    .join() || 'city'

const COLUMNS: Record<string, string> = { district: 'district', category1: 'category1' }

async function readRows(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson()
}

/** Reads a folder of parquet; of each complaint its first version counts. */
export async function openExtracts(folder: string): Promise<Extracts> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(
    `CREATE TABLE days AS
     WITH first AS (
       SELECT min_by(received_at, updated_at) AS received, min_by(district, updated_at) AS district,
              min_by(left(category, 2), updated_at) AS category1
         FROM read_parquet('${folder.replaceAll("'", "''")}/*.parquet')
        WHERE case_id <> '' GROUP BY case_id)
     SELECT left(received, 10) AS day, coalesce(nullif(district, ''), 'unknown') AS district,
            coalesce(nullif(category1, ''), 'unknown') AS category1, count(*)::INTEGER AS n
       FROM first WHERE try_cast(left(received, 10) AS DATE) IS NOT NULL GROUP BY ALL`,
  )
  const [span] = await readRows(
    connection,
    `SELECT quantile_disc(day, 0.0001) AS first, quantile_disc(day, 0.9999) AS last FROM days`,
  )
  const first = String(span?.first)
  const through = `${span?.last}T23:59:00+08:00`
  await connection.run(`DELETE FROM days WHERE day < '${first}' OR day > '${span?.last}'`)
  const counts = new Map<string, number>()
  for (const by of [[], ['district'], ['category1']]) {
    const found = await readRows(
      connection,
      `SELECT ${['day', ...by].join()}, sum(n)::INTEGER AS n FROM days GROUP BY ALL`,
    )
    for (const { n, day, ...where } of found)
      counts.set(`${nameOf(where as { district?: string })} ${day}`, Number(n))
  }
  const codesOf = async (column: string) =>
    (await readRows(connection, `SELECT DISTINCT ${column} AS code FROM days ORDER BY 1`))
      .map(({ code }) => String(code))
      .filter((code) => code !== 'unknown')
  const city: City = {
    id: 'simulated',
    names: { en: 'Simulated', zh: '模拟' },
    timeZone: 'Asia/Shanghai',
    languages: ['zh'],
    span: { from: first, to: null },
    residents: null,
    maturityDays: {},
    weights: [],
    lists: {
      areas: 'open',
      categories: 'open',
      departments: 'open',
      enterprises: 'open',
      kinds: 'open',
      channels: 'open',
    },
    areas: (await codesOf('district')).map((code) => ({
      ...member(code),
      level: 'district',
      residents: null,
      lon: null,
      lat: null,
    })),
    categories: (await codesOf('category1')).map((code) => ({
      ...member(code),
      level: 1,
      sector: null,
      lifeAreas: [],
      goodLife: [],
      department: null,
      deadline: null,
    })),
    departments: [],
    enterprises: [],
    kinds: [],
    channels: [],
    issues: [],
    sources: [],
  }
  return {
    city,
    through,
    count: (name, day) => counts.get(`${name} ${day}`) ?? 0,
    ask: async ({ by = [], grain, from, to }) => {
      const period = grain === 'month' ? `left(day, 7) || '-01'` : 'day'
      const columns = by.map((id) => COLUMNS[id] ?? `no ${id}`)
      const rows = await readRows(
        connection,
        `SELECT ${[...columns, `${period} AS period`, 'sum(n)::INTEGER AS complaints'].join()}
           FROM days WHERE day >= '${from}' AND day < '${to}' GROUP BY ALL ORDER BY ALL`,
      )
      return {
        columns: [],
        rows: rows as Row[],
        through,
        version: 1,
        source: 'parquet',
        elapsedMs: 0,
      }
    },
    close: () => connection.closeSync(),
  }
}
