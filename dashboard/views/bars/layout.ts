import { changeOf } from '../../i18n/format-measure.ts'
import { domainOf } from '../../marks/domain.ts'
import { FORMATS } from '../../state/model.ts'
import { type Bar, type BarSeries, isByVolume } from './state.ts'

export interface PlacedBar {
  key: string
  place: number
  /** Length of the bar, or place of the dot, as a share of the track; null: missing. */
  share: number | null
  lastYear: number | null
  /** 1: better than in the period before, -1: worse, 0: neither, null: not known. */
  turn: 1 | -1 | 0 | null
  direction: 'up' | 'down' | 'level' | null
  bar: Bar
}

export interface BarLayout {
  /** Bars begin at zero; shares and scores, which lie close together, are dots on a domain of their own. */
  mark: 'bar' | 'dot'
  domain: [number, number]
  bars: PlacedBar[]
}

/** Places bars on a track of length 1. Positive polarity: more is better. */
export function placeBars({ measure, bars }: BarSeries, polarity: 1 | -1 | 0): BarLayout {
  const format = FORMATS[measure]
  const mark = isByVolume(measure) && format !== 'hours' ? 'dot' : 'bar'
  const values = bars.flatMap(({ value, lastYear }) =>
    [value, lastYear].filter((one) => one !== null),
  )
  const most = Math.max(0, ...values)
  const domain: [number, number] = mark === 'dot' ? domainOf(values, format).domain : [0, most || 1]
  const [low, high] = domain
  const shareOf = (value: number | null) => (value === null ? null : (value - low) / (high - low))
  return {
    mark,
    domain,
    bars: bars.map((bar, place) => {
      const change = changeOf(measure, bar.value, bar.compare)
      const direction = change === null ? null : change > 0 ? 'up' : change < 0 ? 'down' : 'level'
      return {
        key: bar.code,
        place,
        share: shareOf(bar.value),
        lastYear: shareOf(bar.lastYear),
        turn: change === null ? null : turnOf(change, polarity),
        direction,
        bar,
      }
    }),
  }
}

function turnOf(change: number, polarity: 1 | -1 | 0): 1 | -1 | 0 {
  return change === 0 || polarity === 0 ? 0 : change > 0 === polarity > 0 ? 1 : -1
}
