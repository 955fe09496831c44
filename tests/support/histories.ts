import fc from 'fast-check'
import type { RiverRow } from './river-city.ts'

/** Everything that a source may say of a complaint, over and over, in any order. */
const pad = (n: number): string => String(n).padStart(2, '0')

const row: fc.Arbitrary<RiverRow> = fc
  .record({
    id: fc.integer({ min: 1, max: 40 }),
    hour: fc.integer({ min: 0, max: 5 }),
    month: fc.integer({ min: 1, max: 3 }),
    day: fc.integer({ min: 1, max: 4 }),
    closed: fc.boolean(),
    category: fc.integer({ min: 1, max: 3 }),
    district: fc.constantFrom('north', 'south', ''),
    title: fc.constantFrom('dark street', 'a "quoted"\nsecond line', '坑洼'),
    fault: fc.constantFrom('', '', '', '', '', '', 'id', 'received', 'closed'),
  })
  .map(({ id, hour, month, day, closed, category, district, title, fault }) => ({
    id: fault === 'id' ? '' : `c${id}`,
    updated: `2026-03-19 ${pad(hour)}:00:00`,
    received: fault === 'received' ? 'last week' : `2026-${pad(month)}-${pad(day)} 10:00:00`,
    closed: fault === 'closed' ? '2025-01-01 00:00:00' : closed ? '2026-03-19 08:00:00' : '-',
    category: `k${category}`,
    district,
    title,
  }))

/** Files of rows about the same few complaints: new, repeated, corrected, late, and broken ones. */
export const fileSets: fc.Arbitrary<RiverRow[][]> = fc.array(
  fc.array(row, { minLength: 1, maxLength: 60 }),
  { minLength: 2, maxLength: 3 },
)

/** Rows that can become complaints. */
export const isSound = (r: RiverRow): boolean => r.id !== '' && r.received.startsWith('20')
