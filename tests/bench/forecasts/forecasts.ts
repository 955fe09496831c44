import { calendarOf } from '../../../server/insight/calendar.ts'
import type { ForecastSeries } from '../../../server/insight/forecasts/document.ts'
import { makeForecasts } from '../../../server/insight/forecasts/make-forecasts.ts'
import { dayNumber, dayText, monthOf, monthStart } from '../../../server/insight/local-days.ts'
import { decimals, printTable } from '../detection/table.ts'
import { type Extracts, nameOf, openExtracts } from './extracts.ts'

/**
 * Forecasts as they would have been made over the last year of simulated extracts, against what came:
 * `npm run benchmark:forecasts -- DIR...`, folders of `npm run etl -- simulate ... --format parquet`.
 * Each document is made of what was received before its day alone, intervals and choice of method
 * included. MASE: mean absolute error over that of the seasonal naive forecast (a week, a year, before) of
 * the same days or months; `textbook` scales by the naive error of the year before (days) or of all the
 * months before (months) instead. A year of months is scored as far as the extracts reach.
 */
const APART = 27
const ORIGINS = 13

interface Tally {
  error: number
  baseline: number
  naive: number
  scaled: number
  in80: number
  in95: number
  n: number
  byModel: number
}
const newTally = (): Tally => ({
  error: 0,
  baseline: 0,
  naive: 0,
  scaled: 0,
  in80: 0,
  in95: 0,
  n: 0,
  byModel: 0,
})

const monthly = (extracts: Extracts, name: string, month: number): number => {
  let sum = 0
  for (let day = monthStart(month); day < monthStart(month + 1); day++)
    sum += extracts.count(name, dayText(day))
  return sum
}

/** Of a series the mean absolute seasonal naive error before a day: a year of days, or all months. */
function scaleOf(extracts: Extracts, name: string, kind: 'days' | 'months', from: number): number {
  const { city } = extracts
  const errors: number[] = []
  if (kind === 'days')
    for (let day = from - 358; day < from; day++)
      errors.push(
        Math.abs(extracts.count(name, dayText(day)) - extracts.count(name, dayText(day - 7))),
      )
  else
    for (let m = monthOf(dayNumber(city.span.from)) + 12; m < monthOf(from); m++)
      errors.push(Math.abs(monthly(extracts, name, m) - monthly(extracts, name, m - 12)))
  return errors.reduce((a, b) => a + b, 0) / errors.length
}

function score(
  extracts: Extracts,
  series: ForecastSeries,
  kind: 'days' | 'months',
  from: number,
  to: number,
  tally: Tally,
): void {
  const name = nameOf(series.where)
  const { points, shown } = series[kind]
  const scale = scaleOf(extracts, name, kind, from)
  for (const point of points ?? []) {
    const day = dayNumber(point.day)
    const month = monthOf(day)
    const end = kind === 'days' ? day + 1 : monthStart(month + 1)
    if (end > to) continue
    const count = (back: number) =>
      kind === 'days'
        ? extracts.count(name, dayText(day - 7 * back))
        : monthly(extracts, name, month - 12 * back)
    const actual = count(0)
    const off = Math.abs(actual - point.expected)
    tally.n++
    tally.error += off
    tally.scaled += off / scale
    tally.baseline += Math.abs(actual - (point.baseline ?? 0))
    tally.naive += Math.abs(actual - count(1))
    tally.byModel += shown === 'model' ? 1 : 0
    tally.in80 += actual >= point.lower80 && actual <= point.upper80 ? 1 : 0
    tally.in95 += actual >= point.lower95 && actual <= point.upper95 ? 1 : 0
  }
}

const tallies = new Map<string, Tally>()
const told = { coverage80: [] as number[], coverage95: [] as number[], kind: [] as string[] }
let made = 0
let took = 0
for (const folder of process.argv.slice(2)) {
  const extracts = await openExtracts(folder)
  const calendar = calendarOf(extracts.city)
  const to = dayNumber(extracts.through.slice(0, 10)) + 1
  for (let i = ORIGINS; i > 0; i--) {
    const from = to - i * APART
    const begun = performance.now()
    const { series } = await makeForecasts(extracts.city, dayText(from), {
      ask: extracts.ask,
      calendar,
    })
    took += performance.now() - begun
    made++
    for (const one of series)
      for (const kind of ['days', 'months'] as const) {
        const key = `${kind}|${folder}|${nameOf(one.where)}`
        const tally = tallies.get(key) ?? newTally()
        tallies.set(key, tally)
        score(extracts, one, kind, from, to, tally)
        const { backtest } = one[kind]
        if (!backtest) continue
        told.kind.push(`${kind} ${nameOf(one.where).split(' ')[0]}`)
        told.coverage80.push(backtest.coverage80)
        told.coverage95.push(backtest.coverage95)
      }
  }
  extracts.close()
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
const rows: string[][] = []
for (const kind of ['days', 'months'])
  for (const group of ['city', 'district', 'category1']) {
    const of = [...tallies]
      .filter(([key]) => key.startsWith(`${kind}|`) && key.split('|')[2]?.startsWith(group))
      .map(([, tally]) => tally)
      .filter(({ n }) => n > 0)
    const sum = (pick: (tally: Tally) => number) => of.reduce((all, one) => all + pick(one), 0)
    const mases = of.map(({ error, naive }) => error / naive)
    const own = told.kind.flatMap((name, i) => (name === `${kind} ${group}` ? [i] : []))
    rows.push([
      `${kind}: ${group}`,
      String(of.length),
      decimals(mean(mases)),
      decimals(mases.filter((mase) => mase < 0.9).length / mases.length, 2),
      decimals(mean(of.map(({ baseline, naive }) => baseline / naive))),
      decimals(mean(of.map(({ scaled, n }) => scaled / n))),
      decimals(sum(({ byModel }) => byModel) / sum(({ n }) => n), 2),
      decimals(sum(({ in80 }) => in80) / sum(({ n }) => n)),
      decimals(sum(({ in95 }) => in95) / sum(({ n }) => n)),
      decimals(mean(own.map((i) => told.coverage80[i]!))),
      decimals(mean(own.map((i) => told.coverage95[i]!))),
      String(sum(({ n }) => n)),
    ])
  }
printTable(
  [
    'horizon',
    'series',
    'MASE',
    'under 0.9',
    'baseline',
    'textbook',
    'by model',
    '80 %',
    '95 %',
    'told 80 %',
    'told 95 %',
    'scored',
  ],
  rows,
)
console.log(`${made} documents, ${(took / made / 1000).toFixed(1)} s each`)
