import type { Config } from 'vega-lite'

/** The colours of the charts. The page maps each to a token of its theme, so they are told by these values. */
export const COLOURS = {
  ink: '#1d1c1a',
  soft: '#5c5850',
  line: '#ddd6c9',
  seal: '#a5311d',
  quiet: '#a39c8f',
  wash: '#cfc7b8',
  calm: '#2f5d7c',
} as const

const FONT = 'system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif'

/** The width of the text on an A4 page, less the room that an axis takes; pixels. */
export const WIDTH = 640

export const CONFIG: Config = {
  background: 'transparent',
  font: FONT,
  padding: 4,
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    gridColor: COLOURS.line,
    labelColor: COLOURS.soft,
    labelFontSize: 11,
    labelPadding: 6,
    labelLimit: 0,
    title: null,
  },
  text: { fontSize: 11, color: COLOURS.ink },
}

/** About how wide a text is, pixels: Chinese characters are square, others a little over half of it. */
export function widthOf(text: string, fontSize = 11): number {
  return [...text].reduce((sum, c) => sum + (c > '\u2e80' ? fontSize : 0.56 * fontSize), 0)
}
