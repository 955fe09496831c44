import type { Briefing } from '../../../server/contract/briefings.ts'
import { formatDateline, formatLocalTime } from '../../i18n/format.ts'
import { language } from '../../state/language.ts'
import { Pieces } from './prose.tsx'
import { SectionView } from './section.tsx'
import { TEXT } from './text.ts'

/** A briefing whole: a sheet of paper on the page. */
export function Reader({ briefing }: { briefing: Briefing }) {
  const lang = language.value
  const text = TEXT[lang]
  const { id, day, madeAt, number, title, headline, sections, questions, version } = briefing
  const address = `/api/briefings/${encodeURIComponent(id)}`
  return (
    <article class="briefing" aria-labelledby="briefing-title">
      <header>
        <h1 id="briefing-title">{title[lang]}</h1>
        <p class="briefing-line">
          <span>{text.issue(day.slice(0, 4), number.text[lang])}</span>
          <time dateTime={day}>{formatDateline(day, lang)}</time>
          <span>{text.made(formatLocalTime(madeAt, lang))}</span>
        </p>
      </header>
      <p class="briefing-lead">
        <Pieces briefing={briefing} pieces={headline[lang]} />
      </p>
      {sections.map((section) => (
        <SectionView key={section.id} briefing={briefing} section={section} />
      ))}
      <details class="briefing-sources">
        <summary>{text.sources}</summary>
        <p>{text.sourcesNote(version)}</p>
        <ol>
          {questions.map((asked) => (
            <li key={asked.id}>
              <a href={`/api/ask?question=${encodeURIComponent(JSON.stringify(asked.question))}`}>
                {asked.names[lang]}
              </a>
            </li>
          ))}
        </ol>
      </details>
      <p class="briefing-forms">
        <a href={`${address}?format=html&lang=${lang}`}>{text.print}</a>
        <a href={`${address}?format=json`}>{text.json}</a>
      </p>
    </article>
  )
}
