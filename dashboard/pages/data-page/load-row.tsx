import type { Load } from '../../../server/contract/loads.ts'
import { formatCount, formatDays, formatSeconds } from '../../i18n/format.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { health } from '../../state/freshness.ts'
import { language } from '../../state/language.ts'
import { Moment } from './cities.tsx'

const MARKS = { loaded: '✓', running: '…', failed: '×', abandoned: '–' }

export function LoadRow({ load }: { load: Load }) {
  const lang = language.value
  const text = MESSAGES[lang]
  const city = health.value?.cities.find(({ id }) => id === load.city)
  const source = city?.sources.find(({ id }) => id === load.source)
  const counts: [string, number | null, string?][] = [
    [text.read, load.rowsRead],
    [text.loaded, load.loaded],
    [text.superseded, load.superseded],
    [text.duplicates, load.duplicates],
    [text.rejected, load.rejected, 'bad'],
    [text.warnings, load.warnings, 'odd'],
  ]
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <span class="file">{load.file}</span>
        <span class="origin">
          {city?.names[lang] ?? load.city} · {source?.names[lang] ?? load.source}
          {load.from && load.to && <> · {formatDays(load.from, load.to, lang)}</>}
        </span>
        {load.error && (
          <span class="error" lang="en">
            {load.error}
          </span>
        )}
      </th>
      <td role="cell" data-label={text.state}>
        <span class={`state ${load.state}`}>
          <span aria-hidden="true">{MARKS[load.state]}</span> {text.states[load.state]}
        </span>
      </td>
      {counts.map(([name, count, mark]) => (
        <td
          role="cell"
          key={name}
          data-label={name}
          data-blank={count === null}
          class={`number ${(count && mark) || ''}`}
        >
          <Count count={count} />
        </td>
      ))}
      <td role="cell" data-label={text.seconds} data-blank={load.seconds === null} class="number">
        {load.seconds === null ? <None /> : formatSeconds(load.seconds, lang)}
      </td>
      <td role="cell" data-label={text.when} class="when">
        <Moment time={load.at} />
      </td>
    </tr>
  )
}

function Count({ count }: { count: number | null }) {
  return count === null ? <None /> : <span>{formatCount(count, language.value)}</span>
}

function None() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="hidden">{MESSAGES[language.value].none}</span>
    </>
  )
}
