import { useLayoutEffect, useRef } from 'preact/hooks'
import { formatCount, formatDays } from '../../i18n/format.ts'
import { Panel } from '../../marks/panel.tsx'
import { numberOf } from '../../marks/tell-cell.ts'
import { useAnswer } from '../../state/answers.ts'
import { language } from '../../state/language.ts'
import { change, range, view } from '../../state/view.ts'
import '../../theme/views/cases.css'
import { CaseList } from './case-list.tsx'
import { casesRequest, countQuestion } from './state.ts'
import { TEXT } from './text.ts'

/** The cases behind what the page shows, once they are asked for. */
export function Cases() {
  const lang = language.value
  const text = TEXT[lang]
  const days = range.value
  const { city, cases: open } = view.value
  const question = city && days ? countQuestion(view.value, days) : null
  const asked = useAnswer(question)
  const place = useRef<HTMLDivElement>(null)
  const wasOpen = useRef(open)
  const byButton = useRef(false)

  useLayoutEffect(() => {
    // Whoever opened them elsewhere, on the map, is taken to them.
    if (open && !wasOpen.current && !byButton.current) {
      place.current?.scrollIntoView({ block: 'start' })
      place.current?.focus({ preventScroll: true })
    }
    wasOpen.current = open
    byButton.current = false
  }, [open])

  const row = asked.answer?.rows[0]
  const count = asked.answer ? (row ? (numberOf(row, 'complaints') ?? 0) : 0) : null
  const say = (measure: string) => formatCount((row && numberOf(row, measure)) ?? 0, lang)
  const note = [
    days && formatDays(days.from, days.to, lang),
    count !== null &&
      text.counted(say('complaints'), say('openComplaints'), say('overdueComplaints')),
    open && text.order,
  ]
  return (
    <div class="cases" ref={place} tabIndex={-1}>
      <Panel
        id="cases"
        title={text.title}
        note={note.filter(Boolean).join(' · ')}
        asked={asked}
        question={question}
        actions={
          <button
            type="button"
            aria-expanded={open}
            onClick={() => {
              byButton.current = true
              change({ cases: !open })
            }}
          >
            {open ? text.hide : text.show(count === null ? '…' : formatCount(count, lang))}
          </button>
        }
      >
        {open && days && city && (
          <CaseList request={casesRequest(view.value, days)} count={count} />
        )}
      </Panel>
    </div>
  )
}
