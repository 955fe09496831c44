/** A seed that is the same for the same parts. Source: Fowler, Noll and Vo, FNV-1a, 32 bits. */
export function seedOf(...parts: readonly string[]): number {
  let hash = 0x811c9dc5
  for (const unit of parts.join('\n')) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  }
  return hash >>> 0
}
