import { language } from '../../state/language.ts'
import type { Stage } from './state.ts'
import { TEXT } from './text.ts'

/** Each stage has a shape of its own, so that it is not told by colour alone. */
const SHAPES: Record<Stage, string> = {
  opened: 'M5 0.5 6.4 3.6 9.8 4 7.3 6.3 8 9.6 5 7.9 2 9.6 2.7 6.3 0.2 4 3.6 3.6Z',
  continues: 'M0.5 3.5H9.5V6.5H0.5Z',
  grows: 'M5 1 9.5 9h-9Z',
  fades: 'M5 9 0.5 1h9Z',
  closed: 'M1.5 1.5h7v7h-7Z',
}

/** How a rise develops, as a word and a shape. */
export function StageMark({ stage }: { stage: Stage }) {
  return (
    <span class="alert-stage" data-stage={stage}>
      <svg class="alert-shape" viewBox="0 0 10 10" aria-hidden="true">
        <path d={SHAPES[stage]} />
      </svg>
      {TEXT[language.value].stages[stage]}
    </span>
  )
}
