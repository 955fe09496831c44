/** Changes of one letter, swaps of two neighbours included, that make one text of the other. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : change
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

const normalise = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '')

/** The candidate that was probably meant (letter case and separators aside), or null. */
export function nearest(text: string, candidates: readonly string[]): string | null {
  const wanted = normalise(text)
  let best: string | null = null
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    const d = distance(wanted, normalise(candidate))
    if (d < least) {
      best = candidate
      least = d
    }
  }
  return best
}
