import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { TopLevelSpec } from 'vega-lite'
import { drawChart } from '../../server/briefing/charts/draw.ts'
import { COLOURS, CONFIG } from '../../server/briefing/charts/theme.ts'
import { KINDS, type Kind } from '../questions/named.ts'
import { isMet, listTargets } from './print.ts'
import type { Measured } from './report.ts'
import { percentile } from './timing.ts'

/**
 * Draws the results of the benchmark at several sizes, and prints them as a table for the README.
 * `npm run bench:picture -- FILE...`
 */
const OUT = resolve('dashboard/pictures')
const whole = new Intl.NumberFormat('en')
const files = process.argv.slice(2)
if (files.length === 0) {
  process.stderr.write('usage: npm run bench:picture -- FILE...\n')
  process.exit(2)
}
const results = (
  await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Measured))
).sort((a, b) => a.rows - b.rows)

const millions = (rows: number): string => `${whole.format(Math.round(rows / 1e6))} M`

const NAMES: Record<Kind, string> = {
  dashboard: 'The dashboard',
  briefing: 'The briefings',
  detector: 'The detectors',
  free: 'Free Questions',
}

/** Each Question as a dot: its 95th percentile at one size. */
const dots = results.flatMap(({ rows, questions }) =>
  questions.map(({ name, kind, p95Ms }) => ({
    name,
    kind: NAMES[kind],
    size: millions(rows),
    ms: p95Ms,
  })),
)
const marks = results
  .flatMap(({ rows, questions }) =>
    KINDS.map((kind) => ({
      kind: NAMES[kind],
      size: millions(rows),
      ms: percentile(
        questions.filter((one) => one.kind === kind).map(({ p95Ms }) => p95Ms),
        0.95,
      ),
    })),
  )
  .filter(({ ms }) => Number.isFinite(ms))
const limits = KINDS.map((kind) => ({ kind: NAMES[kind], ms: kind === 'dashboard' ? 60 : 2000 }))

const sizes = results.map(({ rows }) => millions(rows))
const x = {
  field: 'ms',
  type: 'quantitative',
  scale: { type: 'log', domain: [1, 4000], nice: false },
  axis: {
    values: [1, 3, 10, 30, 100, 300, 1000, 3000],
    labelExpr: "datum.value < 1000 ? format(datum.value, 'd') + ' ms' : datum.value / 1000 + ' s'",
    labelOverlap: false,
  },
} as const
const y = {
  field: 'size',
  type: 'ordinal',
  sort: sizes,
  axis: { grid: true, labelFontSize: 11 },
} as const
const HEIGHT = 26

const spec: TopLevelSpec = {
  config: CONFIG,
  background: '#ffffff',
  padding: 16,
  title: {
    text: 'How long an answer takes, by the number of complaints',
    subtitle: [
      'Each dot: one named Question, the 95th percentile of its runs through the API, each of other days and areas.',
      'Ring: the 95th percentile over the Questions. Red line: what is promised.',
    ],
    anchor: 'start',
    fontSize: 15,
    subtitleFontSize: 11,
    color: COLOURS.ink,
    subtitleColor: COLOURS.soft,
    offset: 14,
  },
  vconcat: KINDS.map((kind): { [key: string]: unknown } => ({
    title: { text: NAMES[kind], anchor: 'start', fontSize: 12, color: COLOURS.ink, offset: 4 },
    width: 620,
    height: HEIGHT * sizes.length,
    layer: [
      {
        data: { values: limits.filter((one) => one.kind === NAMES[kind]) },
        mark: { type: 'rule', color: COLOURS.seal, strokeWidth: 1.5 },
        encoding: { x },
      },
      {
        data: { values: dots.filter((one) => one.kind === NAMES[kind]) },
        mark: { type: 'circle', color: COLOURS.calm, size: 26, opacity: 0.45 },
        encoding: { x, y },
      },
      {
        data: { values: marks.filter((one) => one.kind === NAMES[kind]) },
        mark: { type: 'point', color: COLOURS.ink, size: 110, strokeWidth: 1.6, filled: false },
        encoding: { x, y },
      },
    ],
  })) as never,
}
await mkdir(OUT, { recursive: true })
const warnings: unknown[] = []
const drawn = await drawChart(spec, (...told) => warnings.push(told))
const title = '<title>How long an answer takes, by the number of complaints</title>'
await writeFile(
  join(OUT, 'benchmark.svg'),
  drawn.replace(/<svg[^>]*>/, (open) => `${open}${title}`),
)
for (const warning of warnings) process.stderr.write(`${JSON.stringify(warning)}\n`)

const columns = results.map(listTargets)
const names = [...new Set(columns.flat().map(({ what }) => what))]
const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`
process.stdout.write(
  line(['', ...sizes, 'promised']) +
    line(['---', ...sizes.map(() => '---:'), '---:']) +
    names
      .map((what) => {
        const found = columns.map((targets) => targets.find((target) => target.what === what))
        const any = found.find((target) => target !== undefined)
        return line([
          what,
          ...found.map((target) => {
            if (!target) return ''
            const text = `${whole.format(target.value)} ${target.unit}`
            return isMet(target) ? text : `**${text}**`
          }),
          any ? `${any.more ? 'at least' : 'at most'} ${whole.format(any.limit)} ${any.unit}` : '',
        ])
      })
      .join('') +
    line(['disk', ...results.map(({ diskGiB }) => `${diskGiB} GiB`), '']) +
    line(['csv, rows/s', ...results.map(({ load }) => whole.format(load.csvRowsPerS)), '']) +
    line(['parquet, rows/s', ...results.map(({ load }) => whole.format(load.parquetRowsPerS)), '']),
)
process.stdout.write(`\nBold: missed. ${results.at(-1)?.machine}.\n`)
