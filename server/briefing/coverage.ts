/** How far the data reach into a day: none of it, a part, or all but at most its last hour. */
export type Coverage = 'none' | 'part' | 'whole'

/** A source that says no extract time is known up to its last complaint, so never up to midnight. */
const LAST_HOUR = '23:00'

/** @param through the cut-off, local time with its offset */
export function coverageOf(through: string | null, day: string): Coverage {
  if (through === null || through.slice(0, 10) < day) return 'none'
  if (through.slice(0, 10) > day) return 'whole'
  return through.slice(11, 16) >= LAST_HOUR ? 'whole' : 'part'
}
