/** Lines of the members of a JSON text (valid JSON), by their path joined with dots. */
export function locateMembers(text: string): Map<string, number> {
  const lines = new Map<string, number>([['', 1]])
  const stack: { key: string | number }[] = []
  let line = 1
  let pending: string | null = null
  const path = () => stack.map((level) => level.key).join('.')
  const place = () => {
    if (!lines.has(path())) lines.set(path(), line)
  }
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|[{}[\]:,]|\n|[^\s{}[\]:,"]+/g)) {
    const top = stack.at(-1)
    if (token === '\n') line++
    else if (token === '{') stack.push({ key: '' })
    else if (token === '[') {
      stack.push({ key: 0 })
      place()
    } else if (token === '}' || token === ']') stack.pop()
    else if (token === ',' && top) {
      if (typeof top.key === 'number') {
        top.key++
        place()
      }
    } else if (token === ':' && top && pending !== null) {
      top.key = pending
      place()
    }
    pending = token.startsWith('"') ? (JSON.parse(token) as string) : null
  }
  return lines
}
