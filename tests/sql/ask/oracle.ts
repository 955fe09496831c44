import type { DuckDBConnection } from '@duckdb/node-api'
import { list, text } from './oracle-data.ts'

/**
 * An independent computation of answers over a file of the sample's complaints, in plain SQL of
 * another engine. It knows neither the compiler nor the model: periods are enumerated one by one and
 * complaints joined to them by local time, and what the sample city says is written out again.
 */

export interface Asked {
  measures: string[]
  by: string[]
  grain?: string
  from: string
  to: string
  basis?: string
  compare?: string
  where?: { dimension: string; in: string[] }[]
}

export type OracleRow = Record<string, string | number | boolean | null>

/** Hours of the wall clock that do not exist. */
const SKIPPED = ['2019-03-10 02:00:00', '2020-03-08 02:00:00', '2021-03-14 02:00:00']

const THROUGH_EPOCH = Date.parse('2021-02-20T20:30:17Z') / 1000
const THROUGH_WALL = `TIMESTAMP '2021-02-20 15:30:17'`

const CYCLIC: Record<string, string> = { hourOfDay: 'hour', dayOfWeek: 'isodow' }
const startOf = (grain: string, at: string): string =>
  grain === 'halfMonth' ? `half_month(${at})` : `date_trunc('${grain}', ${at})`

function nextOf(grain: string, at: string): string {
  if (grain === 'halfMonth') {
    return `CASE WHEN day(${at}) = 1 THEN ${at} + INTERVAL 15 DAY ELSE date_trunc('month', ${at}) + INTERVAL 1 MONTH END`
  }
  return grain === 'quarter' ? `${at} + INTERVAL 3 MONTH` : `${at} + INTERVAL 1 ${grain}`
}

/** Every period of the window: its start p, what lies inside [s, e), what it is compared with [cs, ce). */
function periods(q: Asked): string {
  const from = `TIMESTAMP ${text(q.from)}`
  const to = `TIMESTAMP ${text(q.to)}`
  const calendar = q.grain !== undefined && CYCLIC[q.grain] === undefined
  const grain = q.grain ?? ''
  const step = grain === 'hour' ? 'HOUR' : 'DAY'
  const existing = `SELECT h FROM generate_series(${from} - INTERVAL 3 HOUR, ${to}, INTERVAL 1 HOUR) g(h)
    WHERE h NOT IN (${SKIPPED.map((at) => `TIMESTAMP ${text(at)}`).join(', ')})`
  const rows = calendar
    ? `SELECT p, greatest(p, ${from}) AS s, least(${nextOf(grain, 'p')}, ${to}) AS e
         FROM (SELECT DISTINCT ${startOf(grain, 'd')} AS p FROM generate_series(${from}, ${to} - INTERVAL 1 SECOND, INTERVAL 1 ${step}) g(d))
         ${grain === 'hour' ? `WHERE p IN (${existing})` : ''}`
    : `SELECT ${from} AS p, ${from} AS s, ${to} AS e`
  const before = grain === 'week' ? 'week_before' : 'year_before'
  let compared = `NULL::TIMESTAMP AS cs, NULL::TIMESTAMP AS ce, s AS origin`
  if (q.compare === 'lastYear') compared = `${before}(s) AS cs, ${before}(e) AS ce, s AS origin`
  else if (q.compare === 'previous' && !calendar) {
    compared = `s - (e - s) AS cs, s AS ce, s AS origin`
  } else if (q.compare === 'previous' && grain === 'hour') {
    compared = `(SELECT max(h) FROM (${existing}) WHERE h < p) AS cs,
      (SELECT max(h) FROM (${existing}) WHERE h < p) + INTERVAL 1 HOUR AS ce, p AS origin`
  } else if (q.compare === 'previous') {
    compared = `${startOf(grain, '(p - INTERVAL 1 SECOND)')} AS cs, p AS ce, p AS origin`
  }
  let alone = 'false'
  if (q.compare === 'lastYear' && grain === 'week') alone = 'week(p) = 53'
  if (q.compare === 'lastYear' && (grain === 'day' || grain === 'hour')) {
    alone = 'month(p) = 2 AND day(p) = 29'
  }
  const lastDay = grain === 'hour' ? 'CAST(p AS DATE)' : 'CAST(e AS DATE) - 1'
  return `
    SELECT p, s, e, cs, alone, last_day, cut,
           CASE WHEN cut THEN least(ce, greatest(cs, cs + (${THROUGH_WALL} - origin) + INTERVAL 1 SECOND * CASE WHEN ${THROUGH_WALL} < origin THEN 0 ELSE 1 END)) ELSE ce END AS ce,
           CASE WHEN cut AND NOT alone THEN least(ce, greatest(cs, cs + (${THROUGH_WALL} - origin))) END AS compare_to
      FROM (SELECT *, ${compared}, ${alone} AS alone, ${lastDay} AS last_day,
                   ${q.compare === undefined ? 'false' : `${THROUGH_WALL} + INTERVAL 1 SECOND < e`} AS cut
              FROM (${rows}))`
}

const LISTS: Record<string, string> = { lifeArea: 'life_areas', goodLife: 'good_life' }
/** Codes that a reform replaced, in what is compared with a row that begins after it. */
function code(dimension: string, side: 'now' | 'before'): string {
  if (side === 'before' && dimension === 'subdistrict') {
    return `CASE WHEN p >= DATE '2020-07-01' AND subdistrict = 'old-harbor' THEN 'harbor' ELSE subdistrict END`
  }
  if (side === 'before' && dimension === 'category2') {
    return `CASE WHEN p >= DATE '2020-04-15' AND category2 = 'noise-old' THEN 'noise' ELSE category2 END`
  }
  return dimension
}

const issues = (side: 'now' | 'before'): string =>
  side === 'now'
    ? 'issues'
    : `CASE WHEN p >= DATE '2020-04-15' THEN issues_reformed ELSE issues END`

const several = (dimension: string, side: 'now' | 'before'): string | undefined =>
  dimension === 'issue' ? issues(side) : LISTS[dimension]

function condition(clause: { dimension: string; in: string[] }, side: 'now' | 'before'): string {
  const members = several(clause.dimension, side)
  if (members === undefined) {
    return `(${code(clause.dimension, side)}) IN (${clause.in.map(text).join(', ')})`
  }
  const blank = clause.in.includes('unknown') ? `OR len(${members}) = 0` : ''
  return `(list_has_any(${members}, ${list(clause.in)}) ${blank})`
}

/** Complaints beside each period that `on` joins them to, one row for each member of the keys. */
function joined(q: Asked, side: 'now' | 'before', on: string): string {
  const where = (q.where ?? []).map((clause) => condition(clause, side))
  let rows = `SELECT periods.*, c.* FROM periods, c WHERE ${[on, ...where].join(' AND ')}`
  q.by.forEach((dimension, i) => {
    const members = several(dimension, side)
    const key =
      members === undefined
        ? `(${code(dimension, side)})`
        : `unnest(CASE WHEN len(${members}) = 0 THEN ['unknown'] ELSE ${members} END)`
    rows = `SELECT *, ${key} AS k${i} FROM (${rows})`
  })
  const event = on.includes('backlog') ? 'received_wall' : `${q.basis ?? 'received'}_wall`
  const cycle = q.grain === undefined ? undefined : CYCLIC[q.grain]
  return `SELECT *, ${cycle === undefined ? 'p' : `${cycle}(${event})`} AS period FROM (${rows})`
}

const SUMS = `
  count(*) AS complaints,
  CASE WHEN count(*) FILTER (WHERE closed IS NOT NULL) > 0 THEN count(*) FILTER (WHERE closed = false) END AS openComplaints,
  CASE WHEN count(*) FILTER (WHERE closed IS NOT NULL AND has_due IS NOT NULL) > 0
       THEN count(*) FILTER (WHERE closed = false AND due <= ${THROUGH_EPOCH}) END AS overdueComplaints,
  count(*) FILTER (WHERE responded AND coalesce(dispatched, true)) AS response_a,
  count(*) FILTER (WHERE responded IS NOT NULL AND coalesce(dispatched, true)) AS response_n,
  count(*) FILTER (WHERE resolved) AS resolution_a, count(resolved) AS resolution_n,
  count(*) FILTER (WHERE satisfied) AS satisfaction_a, count(satisfied) AS satisfaction_n,
  count(*) FILTER (WHERE on_time) AS onTime_a,
  count(*) FILTER (WHERE on_time IS NOT NULL OR (closed = false AND due <= ${THROUGH_EPOCH})) AS onTime_n,
  median((closedTime - received) / 3600.0) AS hours, count(closedTime) AS hours_n,
  count(*) FILTER (WHERE repeated) AS repeat_a, count(*) FILTER (WHERE requester_key <> '') AS repeat_n`
const SUM_NAMES = [
  'complaints',
  'openComplaints',
  'overdueComplaints',
  ...['response', 'resolution', 'satisfaction', 'onTime', 'repeat'].flatMap((r) => [
    `${r}_a`,
    `${r}_n`,
  ]),
  'hours',
  'hours_n',
]

const RESIDENTS: Record<string, number> = {
  north: 30_000,
  south: 20_000,
  harbor: 1_000,
  'old-harbor': 2_000,
  "o'brien": 4_000,
  'west\\end': 5_000,
  东城: 6_000,
}

function residents(q: Asked): string {
  const depth = ['community', 'subdistrict', 'district']
  const grouped = depth.find((level) => q.by.includes(level))
  if (grouped !== undefined) {
    if (grouped === 'community') return '0'
    const cases = Object.entries(RESIDENTS).map(([area, n]) => `WHEN ${text(area)} THEN ${n}`)
    return `CASE rows.k${q.by.indexOf(grouped)} ${cases.join(' ')} ELSE 0 END`
  }
  for (const level of depth) {
    const clause = q.where?.find((one) => one.dimension === level)
    if (clause === undefined) continue
    const counts = [...new Set(clause.in)].map((area) => RESIDENTS[area] ?? 0)
    return counts.includes(0) ? '0' : String(counts.reduce((a, b) => a + b, 0))
  }
  return '90000'
}

const MATURE: Record<string, number> = {
  responseRate: 7,
  resolutionRate: 30,
  satisfactionRate: 3,
  onTimeRate: 30,
  hoursToClose: 30,
  repeatRate: 0,
  score: 30,
}
const RATES: Record<string, string> = {
  responseRate: 'response',
  resolutionRate: 'resolution',
  satisfactionRate: 'satisfaction',
  onTimeRate: 'onTime',
  repeatRate: 'repeat',
}

/** Columns of a measure on one side: `n.` sums of the row, `b.` of what it is compared with. */
function columnsOf(measure: string, side: 'n' | 'b', start: string, q: Asked): [string, string][] {
  const rate = (name: string): string =>
    `CASE WHEN coalesce(${side}.${name}_n, 0) = 0 THEN NULL ELSE ${side}.${name}_a / ${side}.${name}_n END`
  const here = `coalesce(${side}.complaints, 0) > 0`
  const name = RATES[measure]
  if (name !== undefined)
    return [
      ['', rate(name)],
      ['.n', `coalesce(${side}.${name}_n, 0)`],
    ]
  switch (measure) {
    case 'complaints':
      return [['', `coalesce(${side}.complaints, 0)`]]
    case 'openComplaints':
    case 'overdueComplaints':
      return [['', `CASE WHEN ${here} THEN ${side}.${measure} ELSE 0 END`]]
    case 'backlog':
      return [
        [
          '',
          `CASE WHEN ${side}l.known IS NULL AND ${here} THEN NULL ELSE coalesce(${side}l.backlog, 0) END`,
        ],
      ]
    case 'hoursToClose':
      return [
        ['', `${side}.hours`],
        ['.n', `coalesce(${side}.hours_n, 0)`],
      ]
    case 'perThousandResidents':
      return [
        [
          '',
          `CASE WHEN (${residents(q)}) = 0 THEN NULL ELSE 1000 * coalesce(${side}.complaints, 0) / (${residents(q)}) END`,
        ],
        ['.n', residents(q)],
      ]
    case 'score': {
      const late = `${start} >= DATE '2020-06-01'`
      const weighted = (name: string, early: number, then: number): string =>
        `(CASE WHEN ${late} THEN ${then} WHEN ${start} >= DATE '2019-01-01' THEN ${early} END) * (${rate(name)})`
      return [
        [
          '',
          `100 * (${weighted('response', 0.4, 0.2)} + ${weighted('resolution', 0.3, 0.5)} + ${weighted('satisfaction', 0.3, 0.3)})`,
        ],
      ]
    }
    default:
      throw new Error(measure)
  }
}

/** Rows of the answer in its default order, with `compareTo` as local time without offset. */
export async function askOracle(connection: DuckDBConnection, q: Asked): Promise<OracleRow[]> {
  const keys = [...q.by.map((_, i) => `k${i}`), ...(q.grain === undefined ? [] : ['period'])]
  const whole = keys.length === 0
  const group = whole ? '' : `GROUP BY ${keys.join(', ')}`
  const picked = keys.length === 0 ? '' : `${keys.join(', ')},`
  const event = `${q.basis ?? 'received'}_wall`
  const calendar = q.grain !== undefined && CYCLIC[q.grain] === undefined
  const backlog = (side: 'now' | 'before', end: string): string => `
    SELECT ${picked} count(*) AS known, count(*) FILTER (WHERE closed = false OR closed_wall >= ${end}) AS backlog
      FROM (${joined(q, side, `/* backlog */ source = 'full' AND received_wall < ${end}`)}) ${group}`
  const match = (a: string, b: string): string =>
    whole ? 'true' : keys.map((key) => `${a}.${key} = ${b}.${key}`).join(' AND ')
  const compared = q.compare !== undefined
  const empty = `SELECT ${[...keys, ...SUM_NAMES].map((key) => `NULL AS ${key}`).join(', ')} WHERE false`
  const ctes = [
    `periods AS (${periods(q)})`,
    `n AS (SELECT ${picked} ${SUMS} FROM (${joined(q, 'now', `${event} >= s AND ${event} < e`)}) ${group})`,
    `b AS (${compared ? `SELECT ${picked} ${SUMS} FROM (${joined(q, 'before', `${event} >= cs AND ${event} < ce`)}) ${group}` : empty})`,
    `rows AS (${whole ? 'SELECT 1 AS one' : `SELECT DISTINCT ${keys.join(', ')} FROM (SELECT ${keys.join(', ')} FROM n UNION ALL SELECT ${keys.join(', ')} FROM b)`})`,
  ]
  const wanted = q.measures.includes('backlog')
  const none = `SELECT ${[...keys, 'known', 'backlog'].map((key) => `NULL AS ${key}`).join(', ')} WHERE false`
  ctes.push(`nl AS (${wanted ? backlog('now', 'e') : none})`)
  ctes.push(`bl AS (${wanted && compared ? backlog('before', 'ce') : none})`)
  const columns = q.by.map((dimension, i) => `rows.k${i} AS "${dimension}"`)
  if (q.grain === 'hour') columns.push(`strftime(rows.period, '%Y-%m-%dT%H:00') AS period`)
  else if (calendar) columns.push(`strftime(rows.period, '%Y-%m-%d') AS period`)
  else if (q.grain !== undefined) columns.push('rows.period AS period')
  for (const measure of q.measures) {
    for (const [suffix, sql] of columnsOf(measure, 'n', 'w.p', q))
      columns.push(`${sql} AS "${measure}${suffix}"`)
    const days = MATURE[measure]
    if (days !== undefined) {
      columns.push(`w.last_day + ${days} <= CAST(${THROUGH_WALL} AS DATE) AS "${measure}.mature"`)
    }
    if (!compared) continue
    const start =
      calendar && q.compare === 'previous'
        ? 'w.cs'
        : q.compare === 'lastYear' && calendar && q.grain !== 'week'
          ? '(w.p - INTERVAL 1 YEAR)'
          : q.grain === 'week' && q.compare === 'lastYear'
            ? 'week_before(w.p)'
            : 'w.cs'
    for (const [suffix, sql] of columnsOf(measure, 'b', start, q)) {
      columns.push(`CASE WHEN w.alone THEN NULL ELSE (${sql}) END AS "${measure}.compare${suffix}"`)
    }
  }
  if (compared) columns.push(`strftime(w.compare_to, '%Y-%m-%dT%H:%M:%S') AS "compareTo"`)
  const sql = `WITH ${ctes.join(',\n')}
    SELECT ${columns.join(',\n  ')}
      FROM rows JOIN periods w ON ${calendar ? 'w.p = rows.period' : 'true'}
      LEFT JOIN n ON ${match('n', 'rows')} LEFT JOIN b ON ${match('b', 'rows')}
      LEFT JOIN nl ON ${match('nl', 'rows')} LEFT JOIN bl ON ${match('bl', 'rows')}
     ${whole ? '' : `ORDER BY ${keys.map((key) => `rows.${key}`).join(', ')}`}`
  const reader = await connection.runAndReadAll(sql)
  return (reader.getRowObjectsJS() as Record<string, unknown>[]).map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([id, value]) => [
          id,
          typeof value === 'bigint' ? Number(value) : value,
        ]),
      ) as OracleRow,
  )
}
