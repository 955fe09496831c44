import type { Member } from '../../../sql/model/city.ts'

/** Who took over from whom by a day, successors of successors followed. */
export function successorsOn(members: readonly Member[], day: string): Map<string, string> {
  const next = new Map<string, string>()
  for (const { code, to, successor } of members)
    if (to !== null && to <= day && successor !== null && successor !== code)
      next.set(code, successor)
  const follow = (code: string): string => {
    const seen = new Set<string>()
    let at = code
    for (let to = next.get(at); to !== undefined && !seen.has(to); to = next.get(at)) {
      seen.add(at)
      at = to
    }
    return at
  }
  return new Map([...next.keys()].map((code) => [code, follow(code)]))
}
