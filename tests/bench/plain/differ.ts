import type { Row } from '../../../sql/model/answer.ts'
import type { Expected } from './answer.ts'

const SMALL = 1e-9

function same(expected: Expected[string], told: unknown): boolean {
  if (Array.isArray(expected)) {
    const [low, high] = expected
    return typeof told === 'number' && told >= low - SMALL && told <= high + SMALL
  }
  if (typeof expected === 'number' && typeof told === 'number') {
    return Math.abs(expected - told) <= SMALL * Math.max(1, Math.abs(expected))
  }
  return (expected ?? null) === (told ?? null)
}

/** Where the rows of an answer are not what they should be; the first few. */
export function differ(expected: readonly Expected[], rows: readonly Row[]): string[] {
  const differences: string[] = []
  if (expected.length !== rows.length) {
    differences.push(`${rows.length} rows instead of ${expected.length}`)
  }
  expected.forEach((wanted, i) => {
    const told = rows[i]
    if (!told || differences.length > 5) return
    for (const [column, value] of Object.entries(wanted)) {
      if (same(value, told[column])) continue
      differences.push(
        `row ${i} ${JSON.stringify(told)}: ${column} should be ${JSON.stringify(value)}`,
      )
    }
  })
  return differences.slice(0, 5)
}
