import { evenSteps, levelShade, rootSteps, type Steps, turned } from '../../marks/steps.ts'
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
  /** Too few cases to say much. */
  few: boolean
  /** Place in the grid, as the reader walks it. */
  row: number
  column: number
  cell: WeekCell
}

export interface PlacedBar {
  key: string
  /** Of rates: the theme's colour. Counts have bars of a length. */
  shade: string | null
  x: number
  y: number
  width: number
  height: number
  cell: WeekCell
}

interface PlacedName {
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
  /** What it needs where there is no more room. */
  leastHeight: number
  /** Rows are weekdays; in a narrow frame, hours. */
  upright: boolean
  rows: number
  columns: number
  cells: PlacedCell[]
  bars: PlacedBar[]
  names: PlacedName[]
  steps: Steps
}

const NARROW = 430
const ROOMY = 640
const GAP = 2
const EDGE = 2
const TALLEST = 64
const WEEKEND_GAP = 8
const FEW_OF = 30
/** How thick the shaded margins of rates are, which do not begin at zero as bars would. */
const STRIP = 10

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

const isRateOf = ({ measure }: WeekSeries): boolean => FORMATS[measure] === 'rate'

/** Rates of few cases are extreme by chance: they are pale, and do not stretch the scale. */
const isFew = (series: WeekSeries, { n }: WeekCell): boolean => isRateOf(series) && n < FEW_OF

/** Darker: more. Of rates of which more is better: less, so that what is dark needs attention. */
export function weekSteps(series: WeekSeries, polarity: 1 | -1 | 0): Steps {
  const told = series.cells.filter((cell) => !isFew(series, cell))
  const values = told.flatMap(({ value }) => (value === null ? [] : [value]))
  if (!isRateOf(series)) return rootSteps(values)
  return polarity > 0 ? turned(evenSteps(values)) : evenSteps(values)
}

/** Places the hours of the week in a frame of a width; the height follows, and takes what room there is. */
export function placeWeek(
  series: WeekSeries,
  width: number,
  polarity: 1 | -1 | 0,
  room = 0,
): WeekLayout {
  const upright = width < NARROW
  const named = upright ? 44 : 48
  const isRate = isRateOf(series)
  const longest = upright || width < ROOMY ? 40 : 56
  const margin = (isRate ? STRIP : longest) + 8
  const bars = isRate ? STRIP : upright ? 34 : 44
  const across = upright ? WEEKDAYS.length : HOURS.length
  const columnSize = (width - named - margin - (upright ? WEEKEND_GAP : 0)) / across
  const top = bars + 24
  const leastSize = upright ? 17 : Math.max(31, Math.min(36, columnSize * 0.92))
  const roomy = (room - top - WEEKEND_GAP - EDGE) / WEEKDAYS.length
  const rowSize = upright ? leastSize : Math.max(leastSize, Math.min(TALLEST, roomy))
  const columns = bandsOf(across, named, columnSize, upright ? weekendGap : noGap)
  const rows = bandsOf(upright ? 24 : 7, top, rowSize, upright ? noGap : weekendGap)
  const steps = weekSteps(series, polarity)
  const shadeOf = ({ value }: WeekCell) => levelShade(value === null ? null : steps.stepOf(value))

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
      shade: shadeOf(cell),
      few: isFew(series, cell),
      row,
      column,
      cell,
    }
  })
  const [above, beside] = upright
    ? [series.weekdays, series.hours]
    : [series.hours, series.weekdays]
  const heightOf = lengthsOf(above)
  const widthOf = lengthsOf(beside)
  const barAbove = (cell: WeekCell, x: number): PlacedBar[] => {
    if (cell.value === null) return []
    const height = isRate ? STRIP : heightOf(cell) * bars
    const shade = isRate ? shadeOf(cell) : null
    return [{ key: cell.key, shade, x, y: bars - height, width: columns.size, height, cell }]
  }
  const barBeside = (cell: WeekCell, y: number): PlacedBar[] => {
    if (cell.value === null) return []
    const length = isRate ? STRIP : widthOf(cell) * (margin - 8)
    const shade = isRate ? shadeOf(cell) : null
    const x = columns.end + 6
    return [{ key: cell.key, shade, x, y, width: length, height: rows.size, cell }]
  }
  return {
    width,
    height: rows.end + EDGE,
    leastHeight: rows.end + EDGE - (rowSize - leastSize) * (upright ? 0 : WEEKDAYS.length),
    upright,
    rows: upright ? 24 : 7,
    columns: across,
    cells,
    bars: [
      ...above.flatMap((cell, index) => barAbove(cell, columns.starts[index] ?? 0)),
      ...beside.flatMap((cell, index) => barBeside(cell, rows.starts[index] ?? 0)),
    ],
    names: namesOf(columns, rows, upright, top),
    steps,
  }
}

/** The length of a margin's bar, as a share of the longest. */
function lengthsOf(cells: WeekCell[]): (cell: WeekCell) => number {
  const highest = Math.max(0, ...cells.map(({ value }) => value ?? 0))
  return ({ value }) => (highest === 0 ? 0 : (value ?? 0) / highest)
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
