import { KINDS, type Kind } from '../questions/named.ts'
import type { Measured, MeasuredQuestion } from './report.ts'
import { geometricMean, percentile, rounded } from './timing.ts'

const whole = new Intl.NumberFormat('en')

/** What DESIGN 6 asks for, and how far a measurement is from it. */
export interface Target {
  what: string
  value: number
  limit: number
  unit: string
  /** Is more better? */
  more: boolean
}

export const isMet = ({ value, limit, more }: Target): boolean =>
  more ? value >= limit : value <= limit

/** The 95th percentile over all Questions of a kind of what their p95 is. */
const p95Of = (questions: readonly MeasuredQuestion[]): number =>
  percentile(
    questions.map(({ p95Ms }) => p95Ms),
    0.95,
  )

const ratios = (
  questions: readonly MeasuredQuestion[],
  of: (one: MeasuredQuestion) => number | null,
): number[] =>
  questions.flatMap((one) => {
    const other = of(one)
    return other === null ? [] : [other / one.fixedMs]
  })

const ofKind = (questions: readonly MeasuredQuestion[], ...kinds: Kind[]) =>
  questions.filter(({ kind }) => kinds.includes(kind))

/** The share of the Questions that take at most twice the engine's own read and 10 ms. */
function nearEngine(questions: readonly MeasuredQuestion[]): number {
  const known = questions.filter(({ engineMs }) => engineMs !== null)
  const near = known.filter(({ fixedMs, engineMs }) => fixedMs <= 2 * (engineMs ?? 0) + 10)
  return (100 * near.length) / known.length
}

/** The measurements that the targets are about, beside them; those that were not taken are left out. */
export function listTargets({ questions, load, freshnessS, memoryMiB }: Measured): Target[] {
  const dashboard = ofKind(questions, 'dashboard')
  const narrow = ofKind(questions, 'dashboard', 'briefing', 'detector')
  const worst = (list: readonly MeasuredQuestion[], of: (one: MeasuredQuestion) => number) =>
    Math.max(...list.map(of))
  const slower = (what: string, value: number, limit: number, unit = 'ms'): Target => ({
    what,
    value: rounded(value),
    limit,
    unit,
    more: false,
  })
  const faster = (what: string, value: number, limit: number, unit: string): Target => ({
    what,
    value: rounded(value),
    limit,
    unit,
    more: true,
  })
  const rows = ratios(dashboard, ({ duckdbMs }) => duckdbMs)
  const aggregates = ratios(narrow, ({ duckdbAggregateMs }) => duckdbAggregateMs)
  const found = [
    slower('dashboard Questions, p95', p95Of(dashboard), 60),
    slower(
      'the slowest of them, p95',
      worst(dashboard, ({ p95Ms }) => p95Ms),
      60,
    ),
    ...(['briefing', 'detector', 'free'] as const).map((kind) =>
      slower(
        `${kind} Questions, slowest p95`,
        worst(ofKind(questions, kind), ({ p95Ms }) => p95Ms),
        2000,
      ),
    ),
    faster('Questions within 2 x engine + 10 ms', nearEngine(questions), 100, '%'),
    faster('DuckDB on the rows, times slower (dashboard)', geometricMean(rows), 20, 'x'),
    faster('DuckDB on the aggregates, times slower', geometricMean(aggregates), 1, 'x'),
    faster('csv load against the bare engine', load.csvRowsPerS / load.bareCsvRowsPerS, 0.5, 'x'),
    faster(
      'parquet load against the bare engine',
      load.parquetRowsPerS / load.bareParquetRowsPerS,
      0.5,
      'x',
    ),
    slower('freshness', freshnessS, 5, 's'),
    slower('memory of the engine', memoryMiB.engine, 4096, 'MiB'),
    slower('memory of the server', memoryMiB.server, 512, 'MiB'),
  ]
  return found.filter(({ value }) => Number.isFinite(value))
}

function table(head: string[], body: string[][]): string {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...body.map((row) => row[i]?.length ?? 0)),
  )
  const line = (row: string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

const ms = (value: number | null): string =>
  value === null || Number.isNaN(value)
    ? ''
    : value >= 100
      ? whole.format(Math.round(value))
      : value.toFixed(1)

function listQuestions(questions: readonly MeasuredQuestion[]): string {
  return table(
    [
      'ms',
      'rows',
      'cold',
      'p50',
      'p95',
      'max',
      'kept',
      'newest',
      'engine',
      'DuckDB',
      'its cubes',
      'equal',
      'from',
    ],
    questions.map((one) => [
      one.name,
      whole.format(one.rows),
      ms(one.coldMs),
      ms(one.p50Ms),
      ms(one.p95Ms),
      ms(one.maxMs),
      ms(one.rememberedMs),
      ms(one.fixedMs),
      ms(one.engineMs),
      ms(one.duckdbMs),
      ms(one.duckdbAggregateMs),
      one.equal === null ? '' : one.equal ? 'yes' : 'NO',
      one.source,
    ]),
  )
}

function sayTarget(target: Target): string[] {
  const { what, value, limit, unit, more } = target
  const missed = more ? limit / value : value / limit
  return [
    what,
    `${whole.format(value)} ${unit}`,
    `${more ? '>=' : '<='} ${whole.format(limit)} ${unit}`,
    isMet(target) ? 'met' : `missed by ${((missed - 1) * 100).toFixed(0)} %`,
  ]
}

/** How much the p95 of the dashboard has grown since a smaller history. */
function sayGrowth(measured: Measured, earlier: Measured): string {
  const now = p95Of(ofKind(measured.questions, 'dashboard'))
  const before = p95Of(ofKind(earlier.questions, 'dashboard'))
  return `From ${whole.format(earlier.rows)} to ${whole.format(measured.rows)} complaints the dashboard's p95 grows from ${ms(before)} to ${ms(now)} ms: ${((now / before - 1) * 100).toFixed(1)} % (at most 10 %).\n`
}

/** The whole report for people. */
export function printReport(measured: Measured, earlier: Measured | null): string {
  const { questions, load } = measured
  const parts = [
    `${whole.format(measured.rows)} complaints, ${measured.diskGiB} GiB on disk; ${measured.machine}`,
    ...KINDS.map((kind) => `${kind}\n${listQuestions(ofKind(questions, kind))}`),
    table(
      ['rows/s', 'load', 'bare engine', 'ratio'],
      (['csv', 'parquet'] as const).map((format) => {
        const own = load[`${format}RowsPerS`]
        const bare = load[format === 'csv' ? 'bareCsvRowsPerS' : 'bareParquetRowsPerS']
        return [format, whole.format(own), whole.format(bare), (own / bare).toFixed(2)]
      }),
    ),
    `freshness: ${measured.freshnessWay}`,
    table(['target', 'measured', 'limit', ''], listTargets(measured).map(sayTarget)),
  ]
  return `${parts.join('\n\n')}\n${earlier ? `\n${sayGrowth(measured, earlier)}` : ''}`
}
