import fc from 'fast-check'

export const DAY_SECONDS = 86_400
const FIRST = Date.parse('2026-01-15T12:00:00Z') / 1000
/** With the first, some months are open; with the second, they have closed. */
export const SUMMER = '2026-08-26T12:00:00Z'
export const WINTER = '2026-12-20T12:00:00Z'

/** A second since 1970 as its wall time in UTC. */
export const wall = (second: number): string =>
  new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')

/** Few moments, so that many complaints share a second, 90 days apart, give or take one. */
export const moments = fc
  .record({
    steps: fc.integer({ min: 0, max: 2 }),
    beside: fc.constantFrom(-1, 0, 0, 1),
    days: fc.constantFrom(0, 0, 1, 40),
  })
  .map(({ steps, beside, days }) => FIRST + (steps * 90 + days) * DAY_SECONDS + beside)
