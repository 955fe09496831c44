import type { TopLevelSpec } from 'vega-lite'
import type { Language } from '../document.ts'
import type { Part } from '../facts/handling.ts'
import { formatFact } from '../format.ts'
import { numberOf } from '../notebook.ts'
import { COLOURS, CONFIG, WIDTH, widthOf } from './theme.ts'

/** Shares of the day as bars, with a tick where each stood in the four weeks before. */
export function specParts(parts: readonly Part[], language: Language): TopLevelSpec {
  const values = parts.map(({ name, share, usualShare, count }) => ({
    name: name.names[language],
    share: numberOf(share) ?? 0,
    usual: usualShare ? numberOf(usualShare) : null,
    label: `${formatFact(share, language)} (${formatFact(count, language)})`,
  }))
  const room = Math.max(...values.map(({ name }) => widthOf(name))) + 8
  const most = Math.max(...values.map(({ share, usual }) => Math.max(share, usual ?? 0)))
  const domain = [0, 1.15 * most]
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null,
    axis: { minExtent: room, grid: false, labelColor: COLOURS.ink },
    scale: { paddingInner: 0.4 },
  } as const
  const x = (field: string) =>
    ({ field, type: 'quantitative', axis: null, scale: { domain } }) as const
  return {
    width: WIDTH - 30 - room,
    height: { step: 24 },
    config: CONFIG,
    data: { values },
    layer: [
      { mark: { type: 'bar', color: COLOURS.wash }, encoding: { y, x: x('share') } },
      {
        transform: [{ filter: 'datum.usual !== null' }],
        mark: { type: 'tick', color: COLOURS.ink, thickness: 2, size: 16 },
        encoding: { y, x: x('usual') },
      },
      {
        transform: [{ calculate: 'max(datum.share, datum.usual)', as: 'end' }],
        mark: { type: 'text', align: 'left', dx: 6 },
        encoding: { y, x: x('end'), text: { field: 'label', type: 'nominal' } },
      },
    ],
  }
}
