import type { Score } from './score.ts'

/** Prints rows below their headings, the columns flush. */
export function printTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0)),
  )
  const flush = (cell: string, i: number) =>
    i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)
  const rule = widths.map((width) => '-'.repeat(width))
  for (const row of [headings, rule, ...rows]) console.log(row.map(flush).join('  '))
}

/** A share, or another number; a dash where there is none. */
export const decimals = (value: number | null, digits = 3): string =>
  value !== null && Number.isFinite(value) ? value.toFixed(digits) : '-'

/** False-positive rate, probability of detection, time to detection. */
export const scoreCells = (score: Score): string[] => [
  decimals(score.falsePositiveRate, 4),
  decimals(score.probabilityOfDetection),
  decimals(score.timeToDetection, 2),
]
