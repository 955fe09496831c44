import { DAY, dayNumber, dayText } from './calendar.ts'
import { extractName } from './extract.ts'
import type { Window } from './write-window.ts'

/** A file of the history: a window, and the file's name without its ending. */
export interface HistoryFile extends Window {
  name: string
}

/**
 * The extracts of a history: one a month, and of a last month that is not over one for the day that has
 * begun, one for the day before it, and one for what lies before.
 * @param until local seconds
 */
export function listHistory(firstDay: number, until: number): HistoryFile[] {
  const begin = firstDay * DAY
  const ends: number[] = []
  let month = begin
  for (;;) {
    const [year = 0, number = 0] = dayText(Math.floor(month / DAY))
      .split('-')
      .map(Number)
    const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
    const end = dayNumber(`${next}-01`) * DAY
    if (end > until) break
    ends.push(end)
    month = end
  }
  const today = Math.floor(until / DAY) * DAY
  for (const day of [today - DAY, today]) if (day > month) ends.push(day)
  if (until > (ends.at(-1) ?? begin)) ends.push(until)
  return ends.map((end, i) => ({
    after: ends[i - 1] ?? begin - 1,
    until: end,
    name: extractName(end),
  }))
}
