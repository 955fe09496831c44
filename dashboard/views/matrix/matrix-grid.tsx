import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { type Place, stepInGrid } from '../../marks/grid-keys.ts'
import { rove } from '../../marks/roving.ts'
import { useWidth } from '../../marks/size.ts'
import { hideTip, showTip, type Tip } from '../../marks/tip.tsx'
import { nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { change, view } from '../../state/view.ts'
import type { MatrixMode } from '../../state/view-url.ts'
import { narrow } from '../narrow.ts'
import { drawMatrix, placeKey } from './draw.ts'
import { placeMatrix } from './layout.ts'
import type { MatrixAnswers, MatrixSeries } from './state.ts'
import { sayCell, sayLevel, tellMatrixCell, tellMember } from './tell-matrix.ts'
import { TEXT } from './text.ts'

interface MatrixGridProps {
  answers: MatrixAnswers
  series: MatrixSeries
  mode: MatrixMode
  polarity: 1 | -1 | 0
  summary: string
}

/** The place that an event happened in. */
function placeOf(target: EventTarget | null): Place | null {
  if (!(target instanceof Element)) return null
  const [row, column] = (target.closest('[data-place]')?.getAttribute('data-place') ?? '').split(
    ',',
  )
  return row && column ? { row: Number(row), column: Number(column) } : null
}

/** The matrix as a grid, walked with the arrow keys; choosing a cell filters by both its sides. */
export function MatrixGrid({ answers, series, mode, polarity, summary }: MatrixGridProps) {
  const lang = language.value
  const frame = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const width = useWidth(frame)
  const place = useRef<Place>({ row: 1, column: 2 })
  const placed = useMemo(
    () => (width === 0 ? null : placeMatrix(series, mode, width, polarity)),
    [series, mode, width, polarity],
  )
  const size = { rows: series.rows.length + 1, columns: series.columns.length + 2 }
  useLayoutEffect(() => {
    if (!table.current || !placed) return
    const { row, column } = place.current
    const isThere = row < size.rows && column < size.columns
    const active = isThere ? placeKey(row, column) : placeKey(1, 2)
    const words = {
      row: (code: string) => nameOf(series.axes.row, code),
      column: (code: string) => nameOf(series.axes.column, code),
      total: TEXT[lang].total,
      level: ({ member }: { member: { value: number | null } }) =>
        sayLevel(series.measure, member.value, lang),
      cell: (cell: Parameters<typeof sayCell>[0]) => sayCell(cell, series, placed.mode, lang),
    }
    drawMatrix(table.current, placed, words, active)
  }, [placed, lang])

  const chosen = ({ row, column }: Place) => ({
    row: series.rows[row - 1] ?? null,
    column: series.columns[column - 2] ?? null,
  })
  const tipAt = (at: Place): Tip | null => {
    const { row, column } = chosen(at)
    const cell = row && column && series.cells[(at.row - 1) * series.columns.length + at.column - 2]
    if (cell) return tellMatrixCell(answers, series, cell, lang)
    if (row) return tellMember(answers, series, 'row', row)
    return column && tellMember(answers, series, 'column', column)
  }
  const tell = (event: Event) => {
    const at = placeOf(event.target)
    const tip = at && tipAt(at)
    const mark = (event.target as Element).closest('[data-place]')
    if (tip && mark) showTip(tip, mark)
    else hideTip()
  }
  const choose = (at: Place | null) => {
    if (!at) return
    const { row, column } = chosen(at)
    if (!row && !column) return
    let { where } = view.value
    if (row) where = narrow(where, series.axes.row, [row.code])
    if (column) where = narrow(where, series.axes.column, [column.code])
    hideTip()
    change({ where })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = placeOf(event.target)
    if (!at) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      return choose(at)
    }
    const next = stepInGrid(event.key, at, size)
    if (!next) return
    event.preventDefault()
    table.current
      ?.querySelector<HTMLElement>(`[data-place="${placeKey(next.row, next.column)}"]`)
      ?.focus()
  }

  return (
    <div class="matrix" ref={frame}>
      <table
        ref={table}
        aria-label={summary}
        onPointerOver={tell}
        onPointerLeave={hideTip}
        onClick={(event) => choose(placeOf(event.target))}
        onKeyDown={onKeyDown}
        onFocusIn={(event) => {
          const at = placeOf(event.target)
          if (at) {
            place.current = at
            rove(event.currentTarget, event.target as Element)
          }
          tell(event)
        }}
        onFocusOut={hideTip}
      />
    </div>
  )
}
