import { useMemo } from 'preact/hooks'
import { language } from '../../state/language.ts'
import { placeWeeks } from './layout.ts'
import type { Alert } from './state.ts'
import { tellWeeks } from './tell.ts'

const WIDTH = 132
const HEIGHT = 30

/** The weeks of an alert as a line that ends in its last week. */
export function Weeks({ alert }: { alert: Pick<Alert, 'weeks'> }) {
  const { line, under, last } = useMemo(
    () => placeWeeks(alert.weeks, WIDTH, HEIGHT),
    [alert.weeks.join()],
  )
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
