import { scaleLinear, ticks } from 'd3'
import type { Format } from '../../sql/model/measures.ts'

/** The least that an axis of shares or points spans, so that noise does not look like news. */
const LEAST: Partial<Record<Format, number>> = { rate: 0.06, score: 6 }
const TOP: Partial<Record<Format, number>> = { rate: 1, score: 100 }
const TICKS = 4

/**
 * From zero for counts and times; shares and scores have a domain of their own, unless they come
 * near zero anyway. The ends are ticks.
 */
export function domainOf(
  values: readonly number[],
  format: Format,
): { domain: [number, number]; ticks: number[] } {
  const high = values.length === 0 ? (TOP[format] ?? 1) : Math.max(...values)
  const low = values.length === 0 ? 0 : Math.min(...values)
  const [from, to] = paddedEnds(low, high, format)
  const nice = scaleLinear().domain([from, to]).nice(TICKS).domain() as [number, number]
  const domain: [number, number] = [Math.max(0, nice[0]), Math.min(TOP[format] ?? nice[1], nice[1])]
  return { domain, ticks: ticks(...domain, TICKS) }
}

function paddedEnds(low: number, high: number, format: Format): [number, number] {
  const least = LEAST[format]
  if (format === 'count') return [0, Math.max(high, TICKS)]
  if (least === undefined) return [0, high > 0 ? high : 1]
  if (low < high / 2) return [0, Math.max(high, least)]
  const padding = Math.max((high - low) * 0.1, (least - (high - low)) / 2)
  return [Math.max(0, low - padding), high + padding]
}
