/** Lines of the members of a JSON text (valid JSON), by their path joined with dots. */
export function locateMembers(text: string): Map<string, number> {
  const lines = new Map<string, number>()
  const stack: { key: string | number | null }[] = []
  let line = 1
  let pending: string | null = null
  const place = () => {
    const path = stack.map((level) => level.key).join('.')
    if (!lines.has(path)) lines.set(path, line)
  }
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|[{}[\]:,]|\n|[^\s{}[\]:,"]+/g)) {
    const top = stack.at(-1)
    if (token === '\n') {
      line++
      continue
    }
    if (token === ':' && top && pending !== null) {
      top.key = pending
      place()
    } else if (token === ',' && top) {
      top.key = typeof top.key === 'number' ? top.key + 1 : null
    } else if (token === '}' || token === ']') {
      stack.pop()
    } else if (top?.key !== null) {
      place()
    }
    if (token === '{') stack.push({ key: null })
    if (token === '[') stack.push({ key: 0 })
    pending = token.startsWith('"') ? (JSON.parse(token) as string) : null
  }
  return lines
}
