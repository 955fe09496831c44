import type { TopLevelSpec } from 'vega-lite'
import type { Language } from '../document.ts'
import type { HourOfDay } from '../missing-hours.ts'
import { COLOURS, CONFIG, WIDTH } from './theme.ts'

/** The hours of the day as bars, with a tick where each usually stands. */
export function specHours(hours: readonly HourOfDay[], language: Language): TopLevelSpec {
  const shown = [0, 3, 6, 9, 12, 15, 18, 21]
  const x = {
    field: 'hour',
    type: 'ordinal',
    axis: {
      labelAngle: 0,
      labelExpr: language === 'zh' ? "datum.value + '时'" : "datum.value + ':00'",
      labelOverlap: false,
      values: shown,
    },
    scale: { paddingInner: 0.25 },
  } as const
  const y = (field: string) =>
    ({
      field,
      type: 'quantitative',
      axis: { tickCount: 3, format: ',d' },
      scale: { zero: true },
    }) as const
  return {
    width: WIDTH - 60,
    height: 130,
    config: CONFIG,
    data: { values: [...hours] },
    layer: [
      {
        mark: { type: 'bar', color: COLOURS.seal },
        encoding: { x, y: y('observed') },
      },
      {
        mark: { type: 'tick', color: COLOURS.ink, thickness: 2, size: 18 },
        encoding: { x, y: y('usual') },
      },
    ],
  }
}
