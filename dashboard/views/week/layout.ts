import { evenSteps, levelShade, rootSteps, STEPS, type Steps } from '../../marks/steps.ts'
import { FORMATS } from '../../state/model.ts'
import { HOURS, WEEKDAYS, type WeekCell, type WeekSeries } from './state.ts'

export interface PlacedCell {
  key: string
  x: number
  y: number
  width: number
  height: number
  /** The theme's colour for it. */
  shade: string
  /** Place in the grid, as the reader walks it. */
  row: number
  column: number
  cell: WeekCell
}

export interface PlacedBar {
  key: string
  x: number
  y: number
  width: number
  height: number
  cell: WeekCell
}

export interface PlacedName {
  key: string
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
  weekday: number | null
  hour: number | null
}

export interface WeekLayout {
  width: number
  height: number
  /** Rows are weekdays; in a narrow frame, hours. */
  upright: boolean
  rows: number
  columns: number
  cells: PlacedCell[]
  bars: PlacedBar[]
  names: PlacedName[]
  steps: Steps
}

const NARROW = 540
const GAP = 2
const WEEKEND_GAP = 8

/** Bands of one axis: where each begins, and how wide they are. */
interface Bands {
  starts: number[]
  size: number
  end: number
}

function bandsOf(
  count: number,
  from: number,
  size: number,
  extra: (index: number) => number,
): Bands {
  const starts = Array.from({ length: count }, (_, index) => from + index * size + extra(index))
  return { starts, size: size - GAP, end: (starts.at(-1) ?? from) + size }
}

/** Weekends stand apart. */
const weekendGap = (index: number): number => (index >= 5 ? WEEKEND_GAP : 0)
const noGap = (): number => 0

/** Darker: more. Of rates of which less is worse: less. */
function shadesOf(values: number[], measure: WeekSeries['measure'], polarity: number): Steps {
  if (FORMATS[measure] !== 'rate') return rootSteps(values)
  const even = evenSteps(values)
  return polarity > 0 ? { ...even, stepOf: (value) => STEPS - 1 - even.stepOf(value) } : even
}

/** Places the hours of the week in a frame of a width; the height follows. */
export function placeWeek(series: WeekSeries, width: number, polarity: 1 | -1 | 0): WeekLayout {
  const upright = width < NARROW
  const named = upright ? 44 : 48
  const margin = upright ? 46 : 64
  const bars = upright ? 34 : 44
  const across = upright ? WEEKDAYS.length : HOURS.length
  const room = width - named - margin - (upright ? WEEKEND_GAP : 0)
  const columnSize = room / across
  const rowSize = upright ? 17 : Math.max(22, Math.min(34, columnSize * 0.92))
  const top = bars + 24
  const columns = bandsOf(across, named, columnSize, upright ? weekendGap : noGap)
  const rows = bandsOf(upright ? 24 : 7, top, rowSize, upright ? noGap : weekendGap)
  const values = series.cells.flatMap(({ value }) => (value === null ? [] : [value]))
  const steps = shadesOf(values, series.measure, polarity)

  const cells = series.cells.map((cell): PlacedCell => {
    const day = (cell.weekday ?? 1) - 1
    const hour = cell.hour ?? 0
    const [row, column] = upright ? [hour, day] : [day, hour]
    return {
      key: cell.key,
      x: columns.starts[column] ?? 0,
      y: rows.starts[row] ?? 0,
      width: columns.size,
      height: rows.size,
      shade: levelShade(cell.value === null ? null : steps.stepOf(cell.value)),
      row,
      column,
      cell,
    }
  })
  const [above, beside] = upright
    ? [series.weekdays, series.hours]
    : [series.hours, series.weekdays]
  return {
    width,
    height: rows.end + 2,
    upright,
    rows: upright ? 24 : 7,
    columns: across,
    cells,
    bars: [
      ...barsAbove(above, columns, bars),
      ...barsBeside(beside, columns.end + 6, rows, margin - 8),
    ],
    names: namesOf(columns, rows, upright, top),
    steps,
  }
}

const highestOf = (cells: WeekCell[]): number =>
  Math.max(0, ...cells.map(({ value }) => value ?? 0))

const shareOf = (value: number, highest: number): number => (highest === 0 ? 0 : value / highest)

function barsAbove(cells: WeekCell[], columns: Bands, room: number): PlacedBar[] {
  const highest = highestOf(cells)
  return cells.flatMap((cell, index) => {
    if (cell.value === null) return []
    const height = shareOf(cell.value, highest) * room
    const x = columns.starts[index] ?? 0
    return [{ key: cell.key, x, y: room - height, width: columns.size, height, cell }]
  })
}

function barsBeside(cells: WeekCell[], x: number, rows: Bands, room: number): PlacedBar[] {
  const highest = highestOf(cells)
  return cells.flatMap((cell, index) => {
    if (cell.value === null) return []
    const width = shareOf(cell.value, highest) * room
    return [{ key: cell.key, x, y: rows.starts[index] ?? 0, width, height: rows.size, cell }]
  })
}

function namesOf(columns: Bands, rows: Bands, upright: boolean, top: number): PlacedName[] {
  const above = columns.starts.map(
    (x, index): PlacedName => ({
      key: `above ${index}`,
      x: x + columns.size / 2,
      y: top - 8,
      anchor: 'middle',
      weekday: upright ? index + 1 : null,
      hour: upright ? null : index,
    }),
  )
  const beside = rows.starts.map(
    (y, index): PlacedName => ({
      key: `beside ${index}`,
      x: (columns.starts[0] ?? 0) - 8,
      y: y + rows.size / 2,
      anchor: 'end',
      weekday: upright ? null : index + 1,
      hour: upright ? index : null,
    }),
  )
  return [...above, ...beside].filter(({ hour }) => hour === null || hour % 3 === 0)
}
