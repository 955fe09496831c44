import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { watchUtf8 } from '../../../etl/steps/scan/utf8.ts'

function watch(bytes: Uint8Array, size: number): number | null {
  const watching = watchUtf8()
  for (let at = 0; at < bytes.length; at += size) watching.push(bytes.subarray(at, at + size))
  return watching.finish()
}

describe('watchUtf8', () => {
  it('lets any text pass, in chunks of any size', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 7 }), (text, size) => {
        expect(watch(Buffer.from(text), size)).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  it('finds a wrong byte where it is', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 })
    const wrong = fc.constantFrom([0xff], [0xc0, 0x80], [0xd3, 0x41], [0xed, 0xa0, 0x80], [0x80])
    fc.assert(
      fc.property(
        text,
        wrong,
        text,
        fc.integer({ min: 1, max: 7 }),
        (before, harm, after, size) => {
          const head = Buffer.from(before)
          const bytes = Buffer.concat([head, Buffer.from(harm), Buffer.from(after)])
          const at = watch(bytes, size)
          expect(at).not.toBeNull()
          expect(Math.abs(at! - head.length)).toBeLessThan(4)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('finds a character that the end of the file cuts', () => {
    expect(watch(Buffer.from('路灯').subarray(0, 5), 2)).toBe(3)
  })
})
