import { useMemo } from 'preact/hooks'
import { language } from '../../state/language.ts'
import { placeWeeks } from './layout.ts'
import type { Alert } from './state.ts'
import { tellWeeks } from './tell.ts'

const WIDTH = 132
const HEIGHT = 30

/** The weeks of an alert, or its hours, as a line that ends in the last. */
export function Weeks({ alert }: { alert: Pick<Alert, 'weeks' | 'hours'> }) {
  const counts = alert.hours?.counts ?? alert.weeks
  const { line, under, last } = useMemo(() => placeWeeks(counts, WIDTH, HEIGHT), [counts.join()])
  return (
    <svg
      class="alert-weeks"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={tellWeeks(alert, language.value)}
    >
      <path class="alert-weeks-under" d={under} />
      <path class="alert-weeks-line" d={line} />
      {last && <circle class="alert-weeks-last" cx={last.x} cy={last.y} r="3" />}
    </svg>
  )
}
