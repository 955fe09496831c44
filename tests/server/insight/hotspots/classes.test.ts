import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  classifyHotspot,
  HOTSPOT_CLASSES,
  type Trend,
} from '../../../../server/insight/hotspots/classes.ts'

const NONE: Trend = { tau: 0.1, p: 0.3 }
const RISING: Trend = { tau: 0.4, p: 0.001 }
const FALLING: Trend = { tau: -0.4, p: 0.001 }

/** A letter a week: h hot, c cold, a point neither. */
const weeks = (text: string): number[] => [...text].map((week) => ({ h: 1, c: -1 })[week] ?? 0)

describe('the class of an area', () => {
  it.each([
    ['..........h', NONE, 'new'],
    ['.....c....h', NONE, 'new'],
    ['.........hh', NONE, 'consecutive'],
    ['.hhhhhhhhhh', NONE, 'persistent'],
    ['..hhhhhhhhh', NONE, 'consecutive'],
    ['c........hh', NONE, 'consecutive'],
    ['hhhhhhhhhhh', RISING, 'intensifying'],
    ['hhhh.hhhhhh', RISING, 'intensifying'],
    ['hhhhhhhhhhh', NONE, 'persistent'],
    ['hhhhhhhhhhh', { tau: null, p: null }, 'persistent'],
    ['hhhhhhhhhhh', { tau: 0.4, p: 0.06 }, 'persistent'],
    ['hhhhhhhhhhh', FALLING, 'diminishing'],
    ['..h..hh...h', NONE, 'sporadic'],
    ['..h..hh...h', RISING, 'sporadic'],
    ['h.........h', NONE, 'sporadic'],
    ['..h..c....h', NONE, 'oscillating'],
    ['hhhhhhhhhh.', NONE, 'historical'],
    ['hhhhhhhhhhc', FALLING, 'historical'],
    ['hhhhhhhhh..', NONE, null],
    ['...........', NONE, null],
    ['..hhhh.....', RISING, null],
    ['ccccccccccc', NONE, null],
  ] as const)('%s is %s', (text, trend, expected) => {
    expect(classifyHotspot(weeks(text), trend)).toBe(expected)
  })

  it('is null or one of the eight, and none but historical where the last week is not hot', () => {
    const heat = fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(heat, fc.constantFrom(NONE, RISING, FALLING), (sequence, trend) => {
        const found = classifyHotspot(sequence, trend)
        if (sequence.at(-1) === 1) expect(HOTSPOT_CLASSES.slice(0, 7)).toContain(found)
        else expect([null, 'historical']).toContain(found)
      }),
    )
  })

  it('needs a week', () => {
    expect(() => classifyHotspot([], NONE)).toThrow(RangeError)
  })
})
