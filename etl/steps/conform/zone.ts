import { Temporal } from 'temporal-polyfill'

/** From the wall time `from` on (seconds, as if UTC) the zone is `offset` seconds ahead of UTC. */
export interface WallOffset {
  from: number
  offset: number
}

const BEFORE_ALL = -(2 ** 40)
const FIRST = Temporal.Instant.from('1969-12-01T00:00:00Z')
const LAST = Temporal.Instant.from('2106-02-01T00:00:00Z')
const known = new Map<string, WallOffset[]>()

function listOffsets(timeZone: string): WallOffset[] {
  let at: Temporal.ZonedDateTime | null = FIRST.toZonedDateTimeISO(timeZone)
  let offset = at.offsetNanoseconds / 1e9
  const steps = [{ from: BEFORE_ALL, offset }]
  for (;;) {
    at = at.getTimeZoneTransition('next')
    if (!at || at.epochMilliseconds > LAST.epochMilliseconds) return steps
    const after = at.offsetNanoseconds / 1e9
    steps.push({ from: at.epochMilliseconds / 1000 + Math.max(offset, after), offset: after })
    offset = after
  }
}

/**
 * The offset of a time zone as a step function of the wall time, from 1970 to 2105. A wall time that
 * comes twice in autumn is the earlier instant; one that does not exist in spring moves forward by
 * the gap: in both cases the offset of before holds up to the later of the two ends of the jump.
 */
export function readWallOffsets(timeZone: string): WallOffset[] {
  const cached = known.get(timeZone)
  if (cached) return cached
  const steps = listOffsets(timeZone)
  known.set(timeZone, steps)
  return steps
}
