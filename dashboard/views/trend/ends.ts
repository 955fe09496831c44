import type { PlacedEnd, PlacedPoint, TrendLayout, TrendWords } from './placed.ts'

const LABEL_HEIGHT = 34

/**
 * Names the two lines where they end, the year before first.
 * @param axis its two ends: values beyond are drawn at the edge, and marked
 */
export function endsOf(
  placed: PlacedPoint[],
  plot: TrendLayout['plot'],
  axis: [number, number],
  words: TrendWords,
): PlacedEnd[] {
  const say = (value: number) => {
    const beyond = value < axis[0] ? '↓ ' : value > axis[1] ? '↑ ' : ''
    return beyond + words.end(value)
  }
  const now = placed.findLast(({ y }) => y !== null)
  const before = placed.findLast((point) => point.before !== null)
  const x = plot.right + 6
  const ends: PlacedEnd[] = []
  if (now?.y != null && now.point.value !== null) {
    ends.push({
      key: 'now',
      kind: 'now',
      x,
      y: now.y,
      text: words.now,
      value: say(now.point.value),
      dotX: now.x,
      dotY: now.y,
      hollow: now.point.running || !now.point.mature,
    })
  }
  if (before?.before != null && before.point.compare !== null) {
    ends.push({
      key: 'before',
      kind: 'before',
      x,
      y: before.before,
      text: words.before,
      value: say(before.point.compare),
      dotX: before.x,
      dotY: before.before,
      hollow: before.point.running,
    })
  }
  return apart(ends, plot).sort((a, b) => (a.kind < b.kind ? -1 : 1))
}

/** Moves two labels apart until neither covers the other or leaves the frame. */
function apart(ends: PlacedEnd[], plot: TrendLayout['plot']): PlacedEnd[] {
  const [upper, lower] = ends.toSorted((a, b) => a.y - b.y)
  const top = plot.y + LABEL_HEIGHT / 2
  const bottom = plot.bottom - LABEL_HEIGHT / 2
  const within = (y: number) => Math.max(top, Math.min(bottom, y))
  if (!upper) return []
  if (!lower) return [{ ...upper, y: within(upper.y) }]
  const lack = Math.max(0, LABEL_HEIGHT - (lower.y - upper.y)) / 2
  const first = Math.max(top, Math.min(bottom - LABEL_HEIGHT, upper.y - lack))
  return [
    { ...upper, y: first },
    { ...lower, y: Math.min(bottom, Math.max(first + LABEL_HEIGHT, lower.y + lack)) },
  ]
}
