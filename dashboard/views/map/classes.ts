import { quantileSorted, ticks } from 'd3'
import type { MeasureId } from '../../../sql/model/measures.ts'
import { FORMATS } from '../../state/model.ts'
import type { MapMode } from '../../state/view-url.ts'
import { FEW_OF, type MapArea, type MapSeries } from './state.ts'

/** The colours of a class, named as in the theme; `few`: too few cases to tell; `none`: no value. */
export type Tone =
  | `seq-${1 | 2 | 3 | 4 | 6 | 7}`
  | `less-${1 | 2 | 3}`
  | 'same'
  | `more-${1 | 2 | 3}`
  | 'few'
  | 'none'

/** Values from `from` (included) to `to` (not, but for the last class); null: without a limit. */
export interface ValueClass {
  tone: Tone
  from: number | null
  to: number | null
  /** How many areas it has. */
  count: number
}

export interface Classes {
  classes: ValueClass[]
  toneOf: (area: MapArea) => Tone
}

/** Of few classes the tones far apart. The fifth is left out: neither ink is well read on it. */
const TONES: readonly (readonly Tone[])[] = [
  ['seq-3'],
  ['seq-2', 'seq-6'],
  ['seq-1', 'seq-3', 'seq-6'],
  ['seq-1', 'seq-3', 'seq-6', 'seq-7'],
  ['seq-1', 'seq-2', 'seq-4', 'seq-6', 'seq-7'],
  ['seq-1', 'seq-2', 'seq-3', 'seq-4', 'seq-6', 'seq-7'],
]
const MOST = 6

const SIGNED: readonly Tone[] = ['less-3', 'less-2', 'less-1', 'same', 'more-1', 'more-2', 'more-3']

/** Limits of change, of shares and of points: the narrowest that hold four areas of five are taken. */
const SHARE_LIMITS = [
  [0.01, 0.03, 0.06],
  [0.02, 0.05, 0.1],
  [0.05, 0.15, 0.3],
  [0.1, 0.3, 0.6],
  [0.2, 0.6, 1],
]
const POINT_LIMITS = [
  [0.2, 0.5, 1],
  [0.5, 1, 2],
  [1, 2.5, 5],
  [2, 5, 10],
  [5, 10, 20],
]

/** The number with the fewest digits in (below, above]. */
export function roundestBetween(below: number, above: number): number {
  const magnitude = Math.floor(Math.log10(Math.abs(above) || 1))
  for (let place = magnitude + 1; place > magnitude - 9; place -= 1) {
    const unit = 10 ** place
    const candidate = Number((Math.floor(above / unit + 1e-9) * unit).toPrecision(12))
    if (candidate > below && candidate <= above) return candidate
  }
  return above
}

/** Ascending, each once, and none that leaves the first class empty. */
const tidy = (limits: readonly number[], low: number, high: number): number[] =>
  [...new Set(limits)].filter((limit) => limit > low && limit <= high).sort((a, b) => a - b)

function cut(sorted: number[], count: number): number[] {
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)]
  const exact = Array.from({ length: count - 1 }, (_, i) => {
    const at = quantileSorted(sorted, (i + 1) / count) ?? 0
    const above = sorted.find((value) => value >= at) ?? high
    return roundestBetween(sorted.findLast((value) => value < above) ?? above, above)
  })
  const apart = tidy(exact, low, high)
  const rounded = tidy(
    exact.map((limit) => Number(limit.toPrecision(2))),
    low,
    high,
  )
  return rounded.length === apart.length ? rounded : apart
}

/**
 * Limits between classes of about as many areas each, rounded to two digits where that keeps them
 * apart. Equal values stay together; where most are equal, the classes share the different values.
 */
export function quantileLimits(values: readonly number[], count: number): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const limits = cut(sorted, count)
  return limits.length >= (count - 1) / 2 ? limits : cut([...new Set(sorted)], count)
}

/** Round limits in equal steps within the range of the values. */
export function evenLimits(values: readonly number[]): number[] {
  if (values.length === 0) return []
  const low = Math.min(...values)
  const high = Math.max(...values)
  for (let wanted = MOST - 1; wanted > 0; wanted -= 1) {
    const limits = ticks(low, high, wanted).filter((limit) => limit > low && limit < high)
    if (limits.length < MOST) return limits
  }
  return []
}

function classify(
  areas: readonly MapArea[],
  limits: readonly number[],
  tones: readonly Tone[],
  { ends, read }: { ends: [number | null, number | null]; read: (area: MapArea) => number | Tone },
): Classes {
  const toneOf = (area: MapArea): Tone => {
    const value = read(area)
    if (typeof value !== 'number') return value
    return tones[limits.filter((limit) => value >= limit).length] ?? 'none'
  }
  const counts = new Map<Tone, number>()
  for (const area of areas) counts.set(toneOf(area), (counts.get(toneOf(area)) ?? 0) + 1)
  const classes = tones.map((tone, i) => ({
    tone,
    from: limits[i - 1] ?? ends[0],
    to: limits[i] ?? ends[1],
    count: counts.get(tone) ?? 0,
  }))
  for (const tone of ['few', 'none'] as const) {
    const count = counts.get(tone) ?? 0
    if (count > 0) classes.push({ tone, from: null, to: null, count })
  }
  return { classes, toneOf }
}

/** Values as they are read: what looks equal is in one class. */
const asShown = (value: number, measure: MeasureId): number =>
  FORMATS[measure] === 'hours' ? Math.round(value * 10) / 10 : value

function classifyValues({ measure, areas }: MapSeries, polarity: 1 | -1 | 0): Classes {
  const valuesOf = (some: readonly MapArea[]): number[] =>
    some.flatMap(({ value }) => (value === null ? [] : [asShown(value, measure)]))
  const values = valuesOf(areas)
  const format = FORMATS[measure]
  const even = format === 'rate' || format === 'score'
  const wanted = Math.min(MOST, Math.max(1, Math.floor(values.length / 2)))
  // Shares of few cases are extreme by chance, and would stretch the scale.
  const steady = areas.filter(({ n }) => n === null || n >= FEW_OF)
  const limits = even ? evenLimits(valuesOf(steady)) : quantileLimits(values, wanted)
  const tones = TONES[limits.length] ?? []
  // Dark is what needs attention: of measures of which more is better, the low values.
  return classify(areas, limits, polarity > 0 ? tones.toReversed() : tones, {
    ends: values.length === 0 ? [null, null] : [Math.min(...values), Math.max(...values)],
    read: ({ value }) => (value === null ? 'none' : asShown(value, measure)),
  })
}

function classifyChanges({ measure, areas }: MapSeries, polarity: 1 | -1 | 0): Classes {
  const format = FORMATS[measure]
  const scales = format === 'rate' || format === 'score' ? POINT_LIMITS : SHARE_LIMITS
  const sizes = areas
    .flatMap(({ change, fewBefore }) => (change === null || fewBefore ? [] : [Math.abs(change)]))
    .sort((a, b) => a - b)
  const most = quantileSorted(sizes, 0.8) ?? 0
  const chosen = scales.find((limits) => (limits[2] ?? 0) >= most) ?? scales.at(-1) ?? []
  const limits = [...chosen.map((limit) => -limit).toReversed(), ...chosen]
  return classify(areas, limits, polarity > 0 ? SIGNED.toReversed() : SIGNED, {
    ends: [null, null],
    read: ({ value, change, fewBefore }) => {
      if (value === null) return 'none'
      return change === null || fewBefore ? 'few' : change
    },
  })
}

/** The classes of colour of a map. Positive polarity: more is better. */
export const classifyAreas = (series: MapSeries, mode: MapMode, polarity: 1 | -1 | 0): Classes =>
  mode === 'change' ? classifyChanges(series, polarity) : classifyValues(series, polarity)
