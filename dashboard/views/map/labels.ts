import { findRoom } from './inner-point.ts'
import type { Outline } from './outline.ts'

export interface MapWords {
  name: (code: string) => string
  value: (code: string) => string
}

export interface PlacedLabel {
  key: string
  code: string
  x: number
  y: number
  name: string
  /** Empty where only the name has room. */
  value: string
}

const SIZE = 12
const LINE = 14
/** A corner of a label may lie a little outside: outlines are no boxes. */
const LENIENCE = 1.12

/** About how wide a text is at the labels' size: Chinese characters are square, others narrower. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? SIZE : SIZE * 0.56), 0)

/** A label in an outline: name and value where both have room, else the name, else none. */
export function placeLabel(
  key: string,
  code: string,
  outline: Outline,
  words: MapWords,
): PlacedLabel | null {
  const [name, value] = [words.name(code), words.value(code)]
  for (const told of [value, '']) {
    const width = Math.max(widthOf(name), widthOf(told))
    const height = told ? 2 * LINE : LINE
    const room = findRoom(outline, width / height)
    if (!room || room.half * 2 * LENIENCE < height) continue
    return { key, code, x: room.at[0], y: room.at[1], name, value: told }
  }
  return null
}
