import type { TopLevelSpec } from 'vega-lite'
import type { Language } from '../document.ts'
import type { Mover } from '../facts/movers.ts'
import { formatFact } from '../format.ts'
import { numberOf } from '../notebook.ts'
import { COLOURS, CONFIG, WIDTH, widthOf } from './theme.ts'

type Layer = Extract<TopLevelSpec, { layer: unknown[] }>['layer'][number]

/** What moved beyond chance: how many more, or fewer, than expected. */
export function specMoved(movers: readonly Mover[], language: Language): TopLevelSpec {
  const values = movers.map(({ name, observed, expected, change, up }) => {
    const excess = (numberOf(observed) ?? 0) - (numberOf(expected) ?? 0)
    const share = change ? ` (${formatFact(change, language, 'signed')})` : ''
    return {
      name: name.names[language],
      excess,
      up,
      label: `${excess < 0 ? '−' : '+'}${Math.round(Math.abs(excess)).toLocaleString('en')}${share}`,
    }
  })
  const room = Math.max(...values.map(({ name }) => widthOf(name))) + 8
  const labels = Math.max(...values.map(({ label }) => widthOf(label))) + 10
  const width = WIDTH - 30 - room
  const low = Math.min(0, ...values.map(({ excess }) => excess))
  const high = Math.max(0, ...values.map(({ excess }) => excess))
  // Room for the labels beyond the bars, on the sides that have any.
  const unit = (high - low) / Math.max(50, width - (low < 0 ? labels : 0) - (high > 0 ? labels : 0))
  const domain = [low < 0 ? low - labels * unit : 0, high > 0 ? high + labels * unit : 0]
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null,
    axis: { minExtent: room, grid: false, labelColor: COLOURS.ink },
    scale: { paddingInner: 0.4 },
  } as const
  const x = {
    field: 'excess',
    type: 'quantitative',
    axis: null,
    scale: {
      domain,
      nice: false,
    },
  } as const
  const label = (up: boolean): Layer => ({
    transform: [{ filter: up ? 'datum.up' : '!datum.up' }],
    mark: { type: 'text', align: up ? 'left' : 'right', dx: up ? 6 : -6 },
    encoding: { y, x, text: { field: 'label', type: 'nominal' } },
  })
  return {
    width,
    height: { step: 24 },
    config: CONFIG,
    data: { values },
    layer: [
      {
        mark: { type: 'bar' },
        encoding: {
          y,
          x,
          color: {
            field: 'up',
            type: 'nominal',
            legend: null,
            scale: { domain: [true, false], range: [COLOURS.seal, COLOURS.calm] },
          },
        },
      },
      label(true),
      label(false),
    ],
  }
}
