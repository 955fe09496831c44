import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Question } from '../../sql/model/question.ts'
import { addressOf } from '../api/read.ts'
import { formatCount, formatLocalTime } from '../i18n/format.ts'
import { MESSAGES } from '../i18n/messages.ts'
import { type Asked, askAgain } from '../state/asking.ts'
import { language } from '../state/language.ts'

interface PanelProps {
  id: string
  title: string
  /** What the panel shows, in one line under its title. */
  note?: string
  asked: Asked
  question: Question | null
  actions?: ComponentChildren
  /** The same numbers as a table. */
  table?: () => ComponentChildren
  children: ComponentChildren
}

/** A card that shows the answer to a question: waiting for it, failing, as a picture, as a table. */
export function Panel({ id, title, note, asked, question, actions, table, children }: PanelProps) {
  const text = MESSAGES[language.value]
  const asTable = useSignal(false)
  return (
    <section class="panel" id={id} aria-labelledby={`${id}-title`} aria-busy={asked.loading}>
      <header class="panel-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          {note && <p class="panel-note">{note}</p>}
        </div>
        <div class="panel-actions">
          {actions}
          {table && (
            <button
              type="button"
              class="quiet"
              aria-pressed={asTable.value}
              onClick={() => (asTable.value = !asTable.value)}
            >
              {text.asTable}
            </button>
          )}
        </div>
      </header>
      {asked.failed !== null && (
        <div class="panel-failed" role="alert">
          <p>{asked.failed || text.notAnswered}</p>
          <button type="button" onClick={askAgain}>
            {text.tryAgain}
          </button>
        </div>
      )}
      <div class="panel-body" data-waiting={asked.loading}>
        {table && asTable.value ? <div class="panel-table">{table()}</div> : children}
      </div>
      {question && asked.answer && <Source asked={asked} question={question} />}
    </section>
  )
}

/** Where the panel's numbers come from, so that they can be followed and asked for again. */
function Source({ asked, question }: { asked: Asked; question: Question }) {
  const lang = language.value
  const text = MESSAGES[lang]
  const { answer } = asked
  if (!answer) return null
  const facts = [
    answer.through && text.dataUntil(formatLocalTime(answer.through, lang)),
    `${text.version} ${formatCount(answer.version, lang)}`,
  ]
  return (
    <details class="source">
      <summary>{text.source}</summary>
      <p>{facts.filter(Boolean).join(' · ')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre tabIndex={0}>{JSON.stringify(asked.question ?? question, null, 1)}</pre>
      <a href={addressOf(asked.question ?? question)}>{text.askIt}</a>
    </details>
  )
}
