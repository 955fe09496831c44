import { isUtf8 } from 'node:buffer'

/** Watches a text that comes in chunks of any size for bytes that are not UTF-8. */
export interface Utf8Watch {
  push(chunk: Uint8Array): void
  /** The text is over: the offset of the first wrong byte sequence, or null. */
  finish(): number | null
}

export function watchUtf8(): Utf8Watch {
  let passed = 0
  let carried = Buffer.alloc(0)
  let wrongAt: number | null = null

  return {
    push(chunk) {
      if (wrongAt !== null) return
      let rest = chunk
      if (carried.length > 0) {
        const missing = sequenceLength(carried[0]!) - carried.length
        const joined = Buffer.concat([carried, chunk.subarray(0, missing)])
        rest = chunk.subarray(missing)
        if (joined.length < sequenceLength(joined[0]!)) {
          carried = joined
          return
        }
        if (!isUtf8(joined)) {
          wrongAt = passed
          return
        }
        passed += joined.length
      }
      const cut = rest.length - openTail(rest)
      const whole = rest.subarray(0, cut)
      if (isUtf8(whole)) {
        carried = Buffer.from(rest.subarray(cut))
        passed += cut
      } else {
        wrongAt = passed + soundLength(whole)
      }
    },
    finish: () => (wrongAt === null && carried.length > 0 ? passed : wrongAt),
  }
}

function sequenceLength(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
}

/** How many bytes at the end belong to a character that is not complete yet: 0 to 3. */
function openTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const c = bytes[bytes.length - back]!
    if (c >= 0xc0) return sequenceLength(c) > back ? back : 0
    if (c < 0x80) return 0
  }
  return 0
}

/** The length of the longest prefix of whole characters. */
function soundLength(bytes: Uint8Array): number {
  let sound = 0
  let wrong = bytes.length
  while (wrong - sound > 1) {
    const middle = (sound + wrong) >> 1
    const prefix = bytes.subarray(0, middle)
    if (isUtf8(prefix.subarray(0, middle - openTail(prefix)))) sound = middle
    else wrong = middle
  }
  return sound
}
