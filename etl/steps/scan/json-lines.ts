import { isJsonObject } from './json-value.ts'
import type { OnRecord, Splitter } from './splitter.ts'

const LF = 10
/** A line longer than this is no complaint; it is not kept to be looked at. */
const LONGEST_LINE = 16 * 1024 * 1024

/** Splits a text of one JSON object a line. A record that is anything else is unsound. */
export function splitJsonLines(onRecord: OnRecord): Splitter {
  let line = 1
  let kept: Uint8Array[] = []
  let length = 0

  function end(tail: Uint8Array, at: number): void {
    length += tail.length
    const whole = kept.length === 0 ? tail : Buffer.concat([...kept, tail])
    const tooLong = length > LONGEST_LINE
    if (!tooLong && isBlank(whole)) onRecord(at, line, 0, true)
    else onRecord(at, line, 1, !tooLong && isJsonObject(whole, 0, whole.length))
    kept = []
    length = 0
    line++
  }

  function push(chunk: Uint8Array): void {
    let from = 0
    for (;;) {
      const at = chunk.indexOf(LF, from)
      if (at < 0) break
      end(chunk.subarray(from, at), at + 1)
      from = at + 1
    }
    const rest = chunk.subarray(from)
    length += rest.length
    if (length > LONGEST_LINE) kept = []
    else if (rest.length > 0) kept.push(Uint8Array.from(rest))
  }

  function finish(): void {
    if (length > 0) end(new Uint8Array(0), 0)
  }

  return { push, finish }
}

function isBlank(bytes: Uint8Array): boolean {
  for (const c of bytes) if (c !== 32 && c !== 9 && c !== 13) return false
  return true
}
