import fc from 'fast-check'
import { expect, test } from 'vitest'
import { locateMembers } from '../../../etl/cities/json-lines.ts'

test('finds the lines of members', () => {
  const text =
    '{\n  "a": 1,\n  "b": [\n    { "c": "x:,{" },\n    [true,\n null]\n  ],\n\n  "d\\"e": {}, "f": []\n}'
  expect(Object.fromEntries(locateMembers(text))).toEqual({
    '': 1,
    a: 2,
    b: 3,
    'b.0': 4,
    'b.0.c': 4,
    'b.1': 5,
    'b.1.0': 5,
    'b.1.1': 6,
    'd"e': 9,
    f: 9,
  })
})

function listPaths(value: unknown, path: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [path.join('.')]
  const inside = Object.entries(value).flatMap(([key, v]) => listPaths(v, [...path, key]))
  return [path.join('.'), ...inside]
}

test('knows every member of any JSON, however it is laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4), (value, indent) => {
      const lines = locateMembers(JSON.stringify(value, null, indent))
      for (const path of listPaths(value)) expect(lines.has(path)).toBe(true)
    }),
  )
})
