import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { AlertDetail, AlertEventRequest } from '../../../server/contract/alerts.ts'
import { writeEvent } from '../../api/alerts.ts'
import { formatLocalTime } from '../../i18n/format.ts'
import { keepAuthor, readAuthor } from '../../state/author.ts'
import { language } from '../../state/language.ts'
import type { Note } from './state.ts'
import { TEXT } from './text.ts'
import { whyOf } from './use-detail.ts'

interface AlertNotesProps {
  id: string
  notes: readonly Note[]
  acknowledged: boolean
  learn: (detail: AlertDetail) => void
}

/** What people did and said about an alert, and a form to add to it. */
export function AlertNotes({ id, notes, acknowledged, learn }: AlertNotesProps) {
  const lang = language.value
  const text = TEXT[lang]
  return (
    <section class="alert-notes" aria-label={text.people}>
      <h3>{text.people}</h3>
      {notes.length === 0 ? (
        <p class="alert-aside">{text.noNotes}</p>
      ) : (
        <ol>
          {notes.map(({ at, kind, author, text: said }, place) => (
            <li key={place}>
              <b>{author || text.nobody}</b>
              {kind === 'acknowledged' && <span> {text.tookNote}</span>}{' '}
              <time dateTime={at}>{formatLocalTime(at, lang)}</time>
              {said && <p>{said}</p>}
            </li>
          ))}
        </ol>
      )}
      <NoteForm id={id} acknowledged={acknowledged} learn={learn} />
    </section>
  )
}

type Sent = { state: 'nothing' | 'sending' | 'sent' } | { state: 'failed'; why: string }

function NoteForm({ id, acknowledged, learn }: Omit<AlertNotesProps, 'notes'>) {
  const text = TEXT[language.value]
  const author = useSignal(readAuthor())
  const said = useSignal('')
  const sent = useSignal<Sent>({ state: 'nothing' })
  const field = useId()

  const send = async (event: AlertEventRequest) => {
    sent.value = { state: 'sending' }
    keepAuthor(author.value.trim())
    try {
      learn(await writeEvent(id, event))
      if (event.kind === 'commented') said.value = ''
      sent.value = { state: 'sent' }
    } catch (error) {
      sent.value = { state: 'failed', why: whyOf(error) }
    }
  }
  const by = () => (author.value.trim() === '' ? {} : { author: author.value.trim() })
  const isSending = sent.value.state === 'sending'
  return (
    <form
      class="alert-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send({ kind: 'commented', text: said.value.trim(), ...by() })
      }}
    >
      <label for={`${field}-name`}>{text.name}</label>
      <input
        id={`${field}-name`}
        autocomplete="name"
        maxLength={80}
        value={author.value}
        onInput={(event) => (author.value = event.currentTarget.value)}
      />
      <label for={`${field}-note`}>{text.note}</label>
      <textarea
        id={`${field}-note`}
        rows={2}
        maxLength={2000}
        aria-describedby={`${field}-masked`}
        value={said.value}
        onInput={(event) => (said.value = event.currentTarget.value)}
      />
      <p id={`${field}-masked`} class="alert-aside">
        {text.masked}
      </p>
      <div class="alert-send">
        {!acknowledged && (
          <button
            type="button"
            disabled={isSending}
            onClick={() => void send({ kind: 'acknowledged', ...by() })}
          >
            {text.acknowledge}
          </button>
        )}
        <button type="submit" disabled={isSending || said.value.trim() === ''}>
          {text.comment}
        </button>
        <p role="status" data-state={sent.value.state}>
          {sent.value.state === 'sending' && text.sending}
          {sent.value.state === 'sent' && text.sent}
          {sent.value.state === 'failed' && text.notSent(sent.value.why)}
        </p>
      </div>
    </form>
  )
}
