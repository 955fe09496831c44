import { language } from '../../state/language.ts'
import type { CaseState } from './state.ts'
import { TEXT } from './text.ts'

/** Each state has a shape of its own, so that it is not told by colour alone. */
const SHAPES: Record<CaseState, string> = {
  open: 'M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8Z',
  overdue: 'M5 1 9.5 9h-9Z',
  closed: 'M1.5 1.5h7v7h-7Z',
  rated: 'M5 0.5 6.4 3.6 9.8 4 7.3 6.3 8 9.6 5 7.9 2 9.6 2.7 6.3 0.2 4 3.6 3.6Z',
}

/** The state of a case, as a word and a shape. */
export function StateMark({ state }: { state: CaseState }) {
  return (
    <span class="case-mark" data-state={state}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <path d={SHAPES[state]} />
      </svg>
      {TEXT[language.value].states[state]}
    </span>
  )
}
