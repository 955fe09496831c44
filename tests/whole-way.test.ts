import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPackRoots, loadPack, publishPack } from '../etl/cities/pack.ts'
import { loadFile } from '../etl/load-file.ts'
import type { Question } from '../sql/model/question.ts'
import { EVERYTHING } from '../sql/model/scope.ts'
import { createAsk } from '../sql/node/ask.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { testWarehouse } from './support/warehouse.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const BOSTON = at('../../shared/data/boston-311-2011h2.csv.gz')
const PINGSHAN = at('../../shared/data/pingshan-2018.csv')

if (!existsSync(BOSTON))
  console.warn('skipped: the complaints of Boston are not beside the project')
if (!existsSync(PINGSHAN)) console.warn('skipped: those of Pingshan are not beside the project')

type Rows = Record<string, unknown>[]

/** Answers from the raw file by plain SQL that knows nothing of the compiler. */
async function duckdb(file: string) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    `CREATE TABLE raw AS SELECT * FROM read_csv('${file}', header = true, all_varchar = true)`,
  )
  return async (sql: string): Promise<Rows> => {
    const result = await connection.runAndReadAll(sql)
    return result.getRowObjectsJson().map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => {
          const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
          return [key, number && !/district|category/.test(key) ? Number(value) : value]
        }),
      ),
    )
  }
}

const byKeys = (rows: Rows): Rows =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

function expectRows(found: Rows, wanted: Rows): void {
  expect(found).toHaveLength(wanted.length)
  const [sortedFound, sortedWanted] = [byKeys(found), byKeys(wanted)]
  for (const [i, row] of sortedWanted.entries()) {
    for (const [key, value] of Object.entries(row)) {
      const got = sortedFound[i]?.[key]
      const where = `${key} in ${JSON.stringify(row)}`
      if (typeof value === 'number') expect(got, where).toBeCloseTo(value, 6)
      else expect(got, where).toEqual(value)
    }
  }
}

interface City {
  warehouse: Warehouse
  ask: (question: Omit<Question, 'city'>) => Promise<Rows>
  raw: (sql: string) => Promise<Rows>
  close: () => Promise<void>
}

async function openCity(
  id: string,
  source: string,
  file: string,
  roots: string[],
  rows: number,
): Promise<City> {
  const data = await mkdtemp(join(tmpdir(), 'weisu-whole-'))
  const warehouse = await testWarehouse(id)
  const pack = await loadPack(id, roots)
  await publishPack(warehouse, pack)
  const context = { warehouse, data, pack, requesterKey: [1n, 2n] as const, now: new Date() }
  const result = await loadFile(context, source, file)
  expect(result).toMatchObject({ state: 'loaded', rowsRead: rows, loaded: rows, rejected: 0 })
  const ask = createAsk(warehouse)
  return {
    warehouse,
    ask: async (question) => (await ask({ ...question, city: id }, EVERYTHING)).rows,
    raw: await duckdb(file),
    close: async () => {
      await warehouse.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

describe.skipIf(!existsSync(BOSTON))('58,251 complaints of Boston', () => {
  let boston: City
  const half = { from: '2011-07-01', to: '2012-01-01' }
  const THROUGH = '(SELECT max(open_dt) FROM raw)'
  const DISTRICT = "coalesce(nullif(trim(neighborhood), ''), 'unknown') AS district"

  beforeAll(async () => {
    boston = await openCity('boston', 'boston-311', BOSTON, listPackRoots('/nowhere'), 58_251)
  })
  afterAll(() => boston?.close())

  it('counts by district and month', async () => {
    expectRows(
      await boston.ask({
        ...half,
        measures: ['complaints', 'openComplaints'],
        by: ['district'],
        grain: 'month',
      }),
      await boston.raw(
        `SELECT ${DISTRICT}, strftime(date_trunc('month', open_dt::TIMESTAMP), '%Y-%m-%d') AS period,
                count(*) AS complaints, count(*) FILTER (closed_dt IS NULL) AS "openComplaints"
           FROM raw GROUP BY 1, 2`,
      ),
    )
  })

  it('rates what was closed on time, by department', async () => {
    expectRows(
      await boston.ask({
        ...half,
        measures: ['onTimeRate', 'overdueComplaints'],
        by: ['category1'],
      }),
      await boston.raw(
        `SELECT subject AS category1,
                count(*) FILTER (target_dt IS NOT NULL AND (closed_dt IS NOT NULL OR target_dt <= ${THROUGH})) AS "onTimeRate.n",
                count(*) FILTER (closed_dt <= target_dt) / nullif("onTimeRate.n", 0) AS "onTimeRate",
                count(*) FILTER (closed_dt IS NULL AND target_dt <= ${THROUGH}) AS "overdueComplaints"
           FROM raw GROUP BY 1`,
      ),
    )
  })

  it('measures the hours to close as they passed, not as the clocks were set', async () => {
    const closed = await boston.raw(
      "SELECT subject, open_dt, closed_dt FROM raw WHERE closed_dt IS NOT NULL AND subject LIKE 'P%'",
    )
    const instant = (text: unknown): number =>
      Temporal.PlainDateTime.from(String(text)).toZonedDateTime('America/New_York')
        .epochMilliseconds
    const hours = new Map<string, number[]>()
    for (const row of closed) {
      const list = hours.get(String(row.subject)) ?? []
      list.push((instant(row.closed_dt) - instant(row.open_dt)) / 3_600_000)
      hours.set(String(row.subject), list)
    }
    const wanted = [...hours].map(([category1, list]) => {
      const sorted = list.sort((a, b) => a - b)
      const middle = (sorted.length - 1) / 2
      const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
      return { category1, hoursToClose: median, 'hoursToClose.n': list.length }
    })
    const found = await boston.ask({ ...half, measures: ['hoursToClose'], by: ['category1'] })
    expectRows(
      found.filter((row) => hours.has(String(row.category1))),
      wanted,
    )
  })

  it('tells the hour of the week and compares months', async () => {
    expectRows(
      await boston.ask({ ...half, measures: ['complaints'], grain: 'hourOfDay' }),
      await boston.raw(
        `SELECT hour(open_dt::TIMESTAMP) AS period, count(*) AS complaints FROM raw GROUP BY 1`,
      ),
    )
    const compared = await boston.ask({
      from: '2011-09-01',
      to: '2011-11-01',
      measures: ['complaints'],
      grain: 'month',
      compare: 'previous',
      where: [{ dimension: 'department', in: ['PWDx'] }],
    })
    expectRows(
      compared,
      await boston.raw(
        `WITH months AS (SELECT date_trunc('month', open_dt::TIMESTAMP) AS m, count(*) AS n
                           FROM raw WHERE department = 'PWDx' GROUP BY 1)
         SELECT strftime(a.m, '%Y-%m-%d') AS period, a.n AS complaints, b.n AS "complaints.compare"
           FROM months a JOIN months b ON b.m = a.m - INTERVAL 1 MONTH
          WHERE a.m IN ('2011-09-01', '2011-10-01')`,
      ),
    )
  })

  it('counts the backlog at the end of each month', async () => {
    expectRows(
      await boston.ask({ ...half, measures: ['backlog'], grain: 'month' }),
      await boston.raw(
        `WITH months AS (SELECT DISTINCT date_trunc('month', open_dt::TIMESTAMP) AS m FROM raw)
         SELECT strftime(m, '%Y-%m-%d') AS period,
                (SELECT count(*) FROM raw WHERE open_dt::TIMESTAMP < m + INTERVAL 1 MONTH
                    AND (closed_dt IS NULL OR closed_dt::TIMESTAMP >= m + INTERVAL 1 MONTH)) AS backlog
           FROM months`,
      ),
    )
  })

  it('puts cases into the period of their closing', async () => {
    expectRows(
      await boston.ask({
        from: '2012-01-01',
        to: '2013-01-01',
        measures: ['complaints'],
        grain: 'quarter',
        basis: 'closed',
      }),
      await boston.raw(
        `SELECT strftime(date_trunc('quarter', closed_dt::TIMESTAMP), '%Y-%m-%d') AS period, count(*) AS complaints
           FROM raw WHERE year(closed_dt::TIMESTAMP) = 2012 GROUP BY 1`,
      ),
    )
  })

  it('keeps its two spellings of a ward apart, and its null point from the map', async () => {
    const wards = await boston.ask({ ...half, measures: ['complaints'], by: ['subdistrict'] })
    const codes = wards.map((row) => row.subdistrict)
    expect(codes).toEqual(expect.arrayContaining(['Ward 3', '03', 'unknown']))
  })
})

describe.skipIf(!existsSync(PINGSHAN))('10,000 complaints of Pingshan', () => {
  let pingshan: City
  const year = { from: '2018-01-01', to: '2019-01-01' }

  beforeAll(async () => {
    pingshan = await openCity('pingshan', 'minsheng', PINGSHAN, [at('./fixtures/cities')], 10_000)
  })
  afterAll(() => pingshan?.close())

  it('counts by street and month, in Chinese', async () => {
    expectRows(
      await pingshan.ask({ ...year, measures: ['complaints'], by: ['district'], grain: 'month' }),
      await pingshan.raw(
        `SELECT if(STREET_NAME IN ('-', ''), 'unknown', STREET_NAME) AS district,
                strftime(date_trunc('month', CREATE_TIME::TIMESTAMP), '%Y-%m-%d') AS period,
                count(*) AS complaints FROM raw GROUP BY 1, 2`,
      ),
    )
  })

  it('reads flags where other sources have times', async () => {
    expectRows(
      await pingshan.ask({
        ...year,
        measures: ['onTimeRate', 'openComplaints'],
        by: ['category1'],
      }),
      await pingshan.raw(
        `SELECT EVENT_TYPE_NAME AS category1,
                count(*) FILTER (INTIME_ARCHIVE_NUM = '1' OR OVERTIME_ARCHIVE_NUM = '1') AS "onTimeRate.n",
                count(*) FILTER (INTIME_ARCHIVE_NUM = '1') / nullif("onTimeRate.n", 0) AS "onTimeRate",
                count(*) FILTER (NOT (INTIME_ARCHIVE_NUM = '1' OR OVERTIME_ARCHIVE_NUM = '1')) AS "openComplaints"
           FROM raw GROUP BY 1`,
      ),
    )
    const [row] = await pingshan.ask({ ...year, measures: ['hoursToClose', 'satisfactionRate'] })
    expect(row).toMatchObject({
      hoursToClose: null,
      satisfactionRate: null,
      'satisfactionRate.n': 0,
    })
  })
})
