import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { MESSAGES } from '../i18n/messages.ts'
import type { Followed } from '../state/following.ts'
import { language } from '../state/language.ts'

interface LookedSectionProps<Told> {
  id: string
  text: { title: string; failed: string; none: string; noneHow: string }
  of: Followed<Told>
  /** What is shown of it once it is known. */
  show: (told: Told) => ComponentChildren
}

/** A section of something that is looked for every night, or why there is nothing to see of it. */
export function LookedSection<Told>({ id, text, of, show }: LookedSectionProps<Told>) {
  const messages = MESSAGES[language.value]
  useEffect(of.follow, [])
  const { told, failed } = of.looked.value
  const waiting = told === undefined && failed === null
  return (
    <section class={id} id={id} aria-labelledby={`${id}-title`} aria-busy={waiting}>
      <h2 id={`${id}-title`}>{text.title}</h2>
      {failed !== null && (
        <div class="panel-failed" role="alert">
          <p>{failed || `${text.failed} ${messages.notAnswered}`}</p>
          <button type="button" onClick={of.again}>
            {messages.tryAgain}
          </button>
        </div>
      )}
      {waiting && <p class="ahead-note">{messages.loading}</p>}
      {told === null && (
        <p class="ahead-note">
          {text.none} {text.noneHow}
        </p>
      )}
      {told && show(told)}
    </section>
  )
}
