import type { Format } from '../../../sql/model/measures.ts'
import { changeOf } from '../../i18n/format-measure.ts'
import {
  evenSteps,
  levelShade,
  rootSteps,
  type Steps,
  signedShade,
  signedSteps,
  turned,
} from '../../marks/steps.ts'
import { FORMATS } from '../../state/model.ts'
import type { MatrixMode } from '../../state/view-url.ts'
import type { MatrixCell, MatrixMember, MatrixSeries } from './state.ts'

export interface PlacedCell {
  key: string
  row: number
  column: number
  /** What is written in it: the level, the change or the ratio to what was expected. */
  shown: number | null
  /** Step of colour: from 0 for levels, signed otherwise (positive: worse); null: not known. */
  step: number | null
  /** Too few cases to say much. */
  faint: boolean
  /** The theme's colour for it. */
  shade: string
  cell: MatrixCell
}

export interface PlacedMember {
  key: string
  place: number
  /** The length of its bar, as a share of the room. */
  share: number
  member: MatrixMember
}

export interface MatrixLayout {
  mode: MatrixMode
  rows: PlacedMember[]
  columns: PlacedMember[]
  cells: PlacedCell[]
  steps: Steps
  /** Have the totals of rows and of columns bars? */
  bars: { rows: boolean; columns: boolean }
  /** Are the cells too narrow for figures of the usual size? */
  small: boolean
  /** Have the columns long names? */
  longNames: boolean
  /** Widths in pixels; the table scrolls where it is wider than its frame. */
  nameWidth: number
  totalWidth: number
  cellWidth: number
  tableWidth: number
}

const ROOMY = 900
/** Between cells, as the theme has it. */
const GAP = 2
const LEAST_CELL = 38
const SMALL_CELL = 46
const WIDEST_CELL = 96
const FEW = 10
const FEW_OF = 30
/** Of some three hundred cells, hardly one deviates by as much by chance. */
const UNUSUAL = 3

/** The change that has the strongest colour: half as much again, or so many points. */
export const REACH: Readonly<Record<Format, number>> = {
  count: 0.5,
  perThousand: 0.5,
  hours: 0.5,
  rate: 5,
  score: 5,
}

interface Shade {
  shown: number | null
  step: number | null
  faint: boolean
}

const isFew = ({ value, n }: MatrixCell): boolean =>
  (n === null ? false : n < FEW_OF) && value !== null

function levelOf(cell: MatrixCell, steps: Steps): Shade {
  const few = isFew(cell)
  const step = cell.value === null || few ? null : steps.stepOf(cell.value)
  return { shown: cell.value, step, faint: few }
}

function changeOfCell(
  cell: MatrixCell,
  { measure }: MatrixSeries,
  steps: Steps,
  sign: number,
): Shade {
  const change = changeOf(measure, cell.value, cell.compare)
  const base = cell.compareN ?? cell.compare ?? 0
  const faint = base < (cell.compareN === null ? FEW : FEW_OF)
  return {
    shown: change,
    step: change === null ? null : faint ? 0 : steps.stepOf(change * sign),
    faint,
  }
}

function surpriseOf(cell: MatrixCell, steps: Steps, sign: number): Shade {
  const { value, expected, deviation } = cell
  if (value === null || !expected) return { shown: null, step: null, faint: false }
  const ratio = value / expected
  const unusual = Math.abs(deviation ?? 0) >= UNUSUAL && expected >= FEW
  const log = ratio === 0 ? -2 : Math.log2(ratio)
  return { shown: ratio, step: unusual ? steps.stepOf(log * sign) : 0, faint: expected < FEW }
}

/** Shares and scores lie close together, far from zero: they have a scale of their own, and no bars. */
const isEven = (measure: MatrixSeries['measure']): boolean =>
  FORMATS[measure] === 'rate' || FORMATS[measure] === 'score'

/** Darker: more; of measures of which more is better: less, so that what is dark needs attention. */
export function levelSteps({ measure, cells }: MatrixSeries, polarity: 1 | -1 | 0): Steps {
  const told = cells.filter((cell) => !isFew(cell))
  const values = told.flatMap(({ value }) => (value === null ? [] : [value]))
  if (!isEven(measure)) return rootSteps(values)
  return polarity > 0 ? turned(evenSteps(values)) : evenSteps(values)
}

function placeMembers(members: MatrixMember[], measure: MatrixSeries['measure']): PlacedMember[] {
  const most = !isEven(measure) ? Math.max(0, ...members.map(({ value }) => value ?? 0)) : 0
  return members.map((member, place) => ({
    key: member.code,
    place,
    share: most === 0 ? 0 : (member.value ?? 0) / most,
    member,
  }))
}

/** Places a matrix in a frame of a width. Positive polarity: more is better. */
export function placeMatrix(
  series: MatrixSeries,
  asked: MatrixMode,
  width: number,
  polarity: 1 | -1 | 0,
): MatrixLayout {
  const mode = asked === 'expected' && !series.counted ? 'level' : asked
  const sign = polarity > 0 ? -1 : 1
  const steps =
    mode === 'level'
      ? levelSteps(series, polarity)
      : signedSteps(mode === 'change' ? REACH[FORMATS[series.measure]] : 1)
  const shadeOf = (cell: MatrixCell): Shade => {
    if (mode === 'change') return changeOfCell(cell, series, steps, sign)
    return mode === 'level' ? levelOf(cell, steps) : surpriseOf(cell, steps, sign)
  }
  const columns = !isEven(series.measure)
  const bars = { rows: columns && width >= ROOMY, columns }
  const nameWidth = Math.max(104, Math.min(222, Math.round(width * 0.19)))
  const totalWidth = bars.rows ? 118 : 58
  const count = series.columns.length
  const gaps = (count + 3) * GAP
  const room = (width - nameWidth - totalWidth - gaps) / Math.max(1, count)
  const cellWidth = Math.max(LEAST_CELL, Math.min(WIDEST_CELL, Math.floor(room)))
  return {
    mode,
    rows: placeMembers(series.rows, series.measure),
    columns: placeMembers(series.columns, series.measure),
    cells: series.cells.map((cell, index) => {
      const shade = shadeOf(cell)
      return {
        key: cell.key,
        row: Math.floor(index / count),
        column: index % count,
        ...shade,
        shade: mode === 'level' ? levelShade(shade.step) : signedShade(shade.step),
        cell,
      }
    }),
    steps,
    bars,
    small: cellWidth < SMALL_CELL,
    longNames: series.axes.column !== 'district',
    nameWidth,
    totalWidth,
    cellWidth,
    tableWidth: nameWidth + totalWidth + cellWidth * count + gaps,
  }
}
