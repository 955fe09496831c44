import { formatClock } from '../../i18n/format.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { health, seenAt, unreachable } from '../../state/freshness.ts'
import { language } from '../../state/language.ts'
import { Cities } from './cities.tsx'
import { LastLoads } from './last-loads.tsx'
import { Masthead } from './masthead.tsx'

/** The cities, how fresh their data are, and what was loaded last. */
export function StartPage() {
  const text = MESSAGES[language.value]
  const state = health.value
  return (
    <>
      <Masthead />
      <main>
        <p class="banner" role="status" data-shown={unreachable.value}>
          {unreachable.value &&
            text.unreachable(seenAt.value && formatClock(seenAt.value, language.value))}
        </p>
        {state ? (
          <>
            <Cities cities={state.cities} />
            <LastLoads />
          </>
        ) : (
          !unreachable.value && <p class="reading">{text.reading}</p>
        )}
      </main>
      <footer>
        <span>Weisu 未诉</span>
        {state && <span>{text[state.engine]}</span>}
        <a href="/api/openapi.json">{text.api}</a>
      </footer>
    </>
  )
}
