const FULL_WIDTH = 12.2
const HALF_WIDTH = 7

/** About how wide a text of charts (12 px) is, in pixels: Chinese characters are twice as wide. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += character >= '\u2e80' ? FULL_WIDTH : HALF_WIDTH
  return width
}
