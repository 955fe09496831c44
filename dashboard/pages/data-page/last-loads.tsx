import { useSignal } from '@preact/signals'
import { MESSAGES } from '../../i18n/messages.ts'
import { loads } from '../../state/freshness.ts'
import { language } from '../../state/language.ts'
import { LoadRow } from './load-row.tsx'

const AT_FIRST = 12

export function LastLoads() {
  const text = MESSAGES[language.value]
  const all = useSignal(false)
  const known = loads.value
  if (known === null) return <p class="reading">{text.loading}</p>
  const shown = all.value ? known : known.slice(0, AT_FIRST)
  const counts = [
    text.read,
    text.loaded,
    text.superseded,
    text.duplicates,
    text.rejected,
    text.warnings,
    text.seconds,
  ]
  return (
    <section aria-labelledby="loads">
      <h2 id="loads">{text.lastLoads}</h2>
      {shown.length === 0 ? (
        <p class="none">{text.noLoads}</p>
      ) : (
        // Roles are said again because the narrow layout changes `display`, which drops them.
        <table role="table" class="loads" aria-describedby="loads-note">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                {text.file}
              </th>
              <th role="columnheader" scope="col">
                {text.state}
              </th>
              {counts.map((name) => (
                <th key={name} role="columnheader" scope="col" class="number">
                  {name}
                </th>
              ))}
              <th role="columnheader" scope="col">
                {text.when}
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map((load) => (
              <LoadRow key={load.batch} load={load} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length > 0 && (
        <p id="loads-note" class="note">
          {text.lastLoadsNote}
        </p>
      )}
      {!all.value && known.length > AT_FIRST && (
        <button type="button" class="more" onClick={() => (all.value = true)}>
          {text.showAll(known.length)}
        </button>
      )}
    </section>
  )
}
