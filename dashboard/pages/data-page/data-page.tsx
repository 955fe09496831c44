import { MESSAGES } from '../../i18n/messages.ts'
import { health, unreachable } from '../../state/freshness.ts'
import { language } from '../../state/language.ts'
import { Cities } from './cities.tsx'
import { LastLoads } from './last-loads.tsx'

/** The cities, how fresh their data are, and what was loaded last. */
export function DataPage() {
  const text = MESSAGES[language.value]
  const state = health.value
  return (
    <div class="data-page">
      <h1>{text.data}</h1>
      <p class="lead">{text.dataLead}</p>
      {state ? (
        <>
          <Cities cities={state.cities} />
          <LastLoads />
        </>
      ) : (
        !unreachable.value && <p class="reading">{text.reading}</p>
      )}
    </div>
  )
}
