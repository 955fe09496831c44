import { findRoom } from './inner-point.ts'
import type { Box, Outline } from './outline.ts'

/** What is written on an area; an empty value is left out. */
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

/** About how wide a text is at the labels' size: Chinese characters are square, others narrower. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? SIZE : SIZE * 0.6), 0)

/** A label in an outline: name and value where both have room, else the name, else none. */
function placeLabel(code: string, outline: Outline, words: MapWords): PlacedLabel | null {
  const [name, value] = [words.name(code), words.value(code)]
  for (const told of value ? [value, ''] : ['']) {
    const width = Math.max(widthOf(name), widthOf(told))
    const height = told ? 2 * LINE : LINE
    const room = findRoom(outline, width / height)
    if (!room || room.half * 2 < height) continue
    return { key: code, code, x: room.at[0], y: room.at[1], name, value: told }
  }
  return null
}

/** How many lines it may move up or down for that. */
const SHIFTS = [0, -0.5, 0.5, -1, 1, -1.5, 1.5, -2, 2, -3, 3]

const isInside = ({ x, y, name }: PlacedLabel, box: Box): boolean =>
  x - widthOf(name) / 2 > box.x &&
  x + widthOf(name) / 2 < box.x + box.width &&
  y - LINE / 2 > box.y &&
  y + LINE / 2 < box.y + box.height

function overlap(a: PlacedLabel, b: PlacedLabel): boolean {
  const width = (label: PlacedLabel) => Math.max(widthOf(label.name), widthOf(label.value))
  const height = (label: PlacedLabel) => (label.value ? 2 * LINE : LINE)
  return (
    Math.abs(a.x - b.x) * 2 < width(a) + width(b) && Math.abs(a.y - b.y) * 2 < height(a) + height(b)
  )
}

/**
 * The labels of areas; the names of small ones may stand over their outline, if nothing is there.
 * @param overhang how many times larger than its room a name may be
 */
export function placeLabels(
  areas: readonly { code: string; outline: Outline }[],
  words: MapWords,
  frame: Box,
  overhang: number,
): PlacedLabel[] {
  const placed: PlacedLabel[] = []
  const left: (typeof areas)[number][] = []
  for (const area of areas) {
    const label = placeLabel(area.code, area.outline, words)
    if (label) placed.push(label)
    else left.push(area)
  }
  for (const { code, outline } of left) {
    const name = words.name(code)
    const room = findRoom(outline, widthOf(name) / LINE)
    const { box } = outline
    if (!box || !room || room.half * 2 * overhang < LINE) continue
    const [x, middle] = room.at
    const free = SHIFTS.map((lines) => ({
      key: code,
      code,
      x,
      y: middle + lines * LINE,
      name,
      value: '',
    }))
      .filter(({ y }) => y > box.y + LINE / 2 && y < box.y + box.height - LINE / 2)
      .find((label) => isInside(label, frame) && !placed.some((other) => overlap(label, other)))
    if (free) placed.push(free)
  }
  return placed
}
