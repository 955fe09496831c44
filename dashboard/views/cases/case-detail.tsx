import { formatLocalTime } from '../../i18n/format.ts'
import { nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { placeCourse } from './layout.ts'
import { type Case, languageOf, stepsOf } from './state.ts'
import { formatDuration, TEXT } from './text.ts'

/** The text of a case, masked, and what became of it. */
export function CaseDetail({ one, through }: { one: Case; through: string | null }) {
  const lang = language.value
  const text = TEXT[lang]
  const { steps, due, until } = placeCourse(one, through)
  const facts = [
    [text.id, one.id],
    [text.channel, nameOf('channel', one.channel)],
    [text.kind, nameOf('kind', one.kind)],
    [text.cooperating, one.cooperating.map((code) => nameOf('department', code)).join(', ')],
  ].filter(([, told]) => told !== '')
  return (
    <>
      <div>
        <p class="case-text" lang={languageOf(one)}>
          {one.text || text.noText}
        </p>
        <p class="case-masked">{text.masked}</p>
        <dl class="case-more-facts">
          {facts.map(([name, told]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{told}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div class="case-course">
        <h3>{text.course}</h3>
        <div class="case-line" aria-hidden="true" style={{ '--until': until }}>
          {due !== null && <i class="due" style={{ '--share': due }} />}
          {steps.map(({ key, share }) => (
            <i key={key} class="step" style={{ '--share': share }} />
          ))}
        </div>
        <ol>
          {stepsOf(one).map(({ event, at, after }) => (
            <li key={event}>
              <span>{text.events[event]}</span>
              <time dateTime={at}>{formatLocalTime(at, lang)}</time>
              {after !== null && <span>{text.after(formatDuration(after, lang))}</span>}
            </li>
          ))}
        </ol>
      </div>
    </>
  )
}
