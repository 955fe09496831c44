import {
  type FarringtonOptions,
  NOUFAILY_SETTINGS,
} from '../../../server/stats/farrington-options.ts'
import { earsAlarms, farringtonAlarms, fortnightPValues } from './detectors.ts'
import type { Alarms } from './reproduction.ts'
import { alarmsAt, differences } from './score.ts'
import type { RkiSeries, RkiSet, Span } from './sets.ts'
import { printTable } from './table.ts'

const ALPHA = 0.01
const OURS = 'our own detector'

/** Our detector of a recorded name; what the folder's README does not say is that of Noufaily et al. */
function detectorOf(name: string, span: Span): Alarms | null {
  const [, method] = /^ears_(C[123])$/.exec(name) ?? []
  if (method === 'C1' || method === 'C2' || method === 'C3') return earsAlarms(span, { method })
  const windows = /^ff_b1_w5_(nbPlugin|muan|delta)$/.exec(name)
  const groups = /^ff_(nbPlugin|muan|delta)_np(\d+)$/.exec(name)
  const thresholdMethod = (windows ?? groups)?.[1] as FarringtonOptions['thresholdMethod']
  if (!thresholdMethod) return null
  return farringtonAlarms(span, {
    ...NOUFAILY_SETTINGS,
    ...{ standardError: 'package', degenerate: 'fit', limit54: [0, 4], thresholdMethod },
    ...(windows ? { b: 1, w: 5, noPeriods: 1 } : { b: 2, noPeriods: Number(groups?.[2]) }),
  })
}

/** What a detector said of a series: its alarms in labelled weeks and in others, the weeks it judged. */
interface Run {
  name: string
  labelled: number
  others: number
  weeks: number
  /** Weeks in which ours of the same name differs; null: there is none. */
  differing: number | null
}

function runsOf(
  { observed, state }: RkiSeries,
  span: Span,
  recorded: Readonly<Record<string, string>>,
): Run[] {
  const labels = state.slice(span[0] - 1, span[1])
  const count = (alarms: string, label: string) =>
    [...alarms].filter((sign, i) => sign === '1' && labels[i] === label).length
  const own = alarmsAt(fortnightPValues(span)(observed), ALPHA)
  return Object.entries({ ...recorded, [OURS]: own }).map(([name, alarms]) => {
    const ours = detectorOf(name, span)?.(observed)
    return {
      name,
      labelled: count(alarms, '1'),
      others: count(alarms, '0'),
      weeks: alarms.replaceAll('N', '').length,
      differing: ours === undefined ? null : differences(ours, alarms),
    }
  })
}

function printRuns(runs: readonly Run[]): void {
  const names = [...new Set(runs.map(({ name }) => name))]
  const rows = names.map((name) => {
    const own = runs.filter((run) => run.name === name)
    const sum = (of: (run: Run) => number) => String(own.reduce((all, run) => all + of(run), 0))
    const differing = own.some((run) => run.differing === null)
      ? '-'
      : sum((run) => run.differing ?? 0)
    return [
      name,
      ...[sum((run) => run.labelled), sum((run) => run.others), sum((run) => run.weeks)],
      differing,
    ]
  })
  const headings = ['alarms in labelled weeks', 'in others', 'of weeks', 'weeks that differ']
  printTable(['detector', ...headings], rows)
}

/** The real series with labels: a check that the numbers are sane, no score (few weeks are labelled). */
export function benchRki({ series }: RkiSet): void {
  const all = Object.values(series)
  for (const long of [false, true]) {
    const spanOf = (one: RkiSeries) => (long ? one.evaluationWeeksLong : one.evaluationWeeks)
    const labelled = all.reduce((sum, one) => {
      const [from, to] = spanOf(one)
      return sum + one.state.slice(from - 1, to).split('1').length - 1
    }, 0)
    console.log(
      `\nRKI, after ${long ? 'one year' : 'two years'} of history: ${all.length} series, ${labelled} labelled weeks; our own detector at alpha ${ALPHA}`,
    )
    printRuns(all.flatMap((one) => runsOf(one, spanOf(one), long ? one.alarmsLong : one.alarms)))
  }
}
