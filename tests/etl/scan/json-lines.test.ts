import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitJsonLines } from '../../../etl/steps/scan/json-lines.ts'
import { isJsonObject } from '../../../etl/steps/scan/json-value.ts'

function isObject(text: string): boolean {
  const bytes = Buffer.from(text)
  return isJsonObject(bytes, 0, bytes.length)
}

function isObjectByPlatform(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

describe('isJsonObject', () => {
  it.each([
    '{}',
    ' { } ',
    '{"a":1}\r',
    '{"a":"路灯"}',
    '{"a":"\\u8def\\ud83d\\ude00\\n\\/"}',
    '{"a":[1,-0,1.5e+3,true,false,null,{"b":[]}]}',
    '{"":""}',
  ])('takes %j', (text) => expect(isObject(text)).toBe(true))

  it.each([
    '',
    'x',
    '[]',
    '"a"',
    '{',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a":01}',
    '{"a":1.}',
    '{"a":.5}',
    '{"a":-}',
    '{"a":1e}',
    '{"a":nul}',
    '{"a":"x}',
    '{"a":"\t"}',
    '{"a":"\\x"}',
    '{"a":"\\u12g4"}',
    '{"a":"\\ud800"}',
    '{"a":"\\udc00"}',
    '{"a":1}{"a":2}',
    '{"a":1},',
    "{'a':1}",
    '{a:1}',
    '{"a":[1,]}',
    '{"a":NaN}',
  ])('refuses %j', (text) => expect(isObject(text)).toBe(false))

  it('refuses what is nested too deeply to be an export', () => {
    expect(isObject(`{"a":${'['.repeat(100_000)}`)).toBe(false)
  })

  it('agrees with the platform on objects, whole and mutilated', () => {
    const object = fc
      .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
      .map((value) => ({ ...value }))
    const spot = fc.tuple(
      fc.nat(200),
      fc.constantFrom('', '"', '{', '}', ',', ':', '0', '\\', ' ', 'e'),
    )
    fc.assert(
      fc.property(object, fc.option(spot), (value, harm) => {
        const text = JSON.stringify(value)
        const at = harm === null ? text.length : harm[0] % text.length
        const mutilated = text.slice(0, at) + (harm?.[1] ?? '') + text.slice(at + 1)
        expect(isObject(text)).toBe(true)
        expect(isObject(mutilated)).toBe(isObjectByPlatform(mutilated))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('splitJsonLines', () => {
  it('counts lines that are not blank, in chunks of any size', () => {
    const line = fc.constantFrom('{"a":"路灯"}', '{"a":1}\r', '', '  ', '\r', '[1]', '{"a":')
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 9 }), (lines, size) => {
        const seen: { line: number; sound: boolean }[] = []
        const splitter = splitJsonLines((_end, at, fields, sound) => {
          if (fields > 0) seen.push({ line: at, sound })
        })
        const bytes = Buffer.from(lines.join('\n'))
        for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size))
        splitter.finish()
        const expected = lines
          .map((text, at) => ({ line: at + 1, sound: isObjectByPlatform(text), text }))
          .filter(({ text }) => text.trim() !== '')
          .map(({ line, sound }) => ({ line, sound }))
        expect(seen).toEqual(expected)
      }),
    )
  })
})
