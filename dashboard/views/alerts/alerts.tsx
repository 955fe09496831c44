import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { formatCount, formatDay, formatLocalTime } from '../../i18n/format.ts'
import { numberFormat } from '../../i18n/formatters.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import {
  alerts,
  alertsFailed,
  followAlerts,
  openAlerts,
  readAlertsAgain,
} from '../../state/alerts.ts'
import { language } from '../../state/language.ts'
import '../../theme/views/alerts.css'
import { AlertRow } from './alert-row.tsx'
import { tellHeld, tellHoursHeld } from './tell.ts'
import { TEXT } from './text.ts'

/** So many are shown at first. */
const FIRST = 6

/** What has risen beyond chance in the city, the clearest first. */
export function Alerts() {
  const lang = language.value
  const text = TEXT[lang]
  useEffect(followAlerts, [])
  const told = alerts.value
  const failed = alertsFailed.value
  return (
    <section
      class="panel alerts"
      id="alerts"
      aria-labelledby="alerts-title"
      aria-busy={told === null && failed === null}
    >
      <header class="panel-head">
        <div>
          <h2 id="alerts-title">{text.title}</h2>
          <Looked />
          <LookedHours />
        </div>
      </header>
      {failed !== null && (
        <div class="panel-failed" role="alert">
          <p>{failed || `${text.failed} ${MESSAGES[lang].notAnswered}`}</p>
          <button type="button" onClick={readAlertsAgain}>
            {MESSAGES[lang].tryAgain}
          </button>
        </div>
      )}
      {told?.held && <p class="alerts-held">{tellHeld(told.held, lang)}</p>}
      {((told?.asOf && !told.held) || openAlerts.value.length > 0) && (
        <AlertList asOf={told?.asOf ?? ''} hour={told?.hours?.asOf ?? ''} />
      )}
    </section>
  )
}

/** As of when, over how much was looked, and how many false alarms that brings. */
function Looked() {
  const lang = language.value
  const text = TEXT[lang]
  const told = alerts.value
  if (!told && alertsFailed.value !== null) return null
  if (!told) return <p class="panel-note">{MESSAGES[lang].loading}</p>
  if (!told.asOf || !told.budget) return <p class="panel-note">{text.notLooked}</p>
  const { levels, falseAlarmsAWeek } = told.budget
  const series = levels.reduce((sum, level) => sum + level.series, 0)
  return (
    <p class="panel-note">
      {text.looked(
        formatDay(told.asOf, lang),
        formatCount(series, lang),
        numberFormat(lang, { maximumSignificantDigits: 2 }).format(falseAlarmsAWeek),
      )}
    </p>
  )
}

/** The same of emergencies, which are looked for by the hour. */
function LookedHours() {
  const lang = language.value
  const hours = alerts.value?.hours
  if (!hours) return null
  const { asOf, held, budget } = hours
  const falseAlarms = numberFormat(lang, { maximumSignificantDigits: 2 })
  return (
    <p class="panel-note">
      {held
        ? tellHoursHeld(held, asOf, lang)
        : TEXT[lang].lookedHours(
            formatLocalTime(asOf, lang),
            falseAlarms.format(budget.falseAlarmsAWeek),
          )}
    </p>
  )
}

function AlertList({ asOf, hour }: { asOf: string; hour: string }) {
  const lang = language.value
  const text = TEXT[lang]
  const all = useSignal(false)
  const open = openAlerts.value
  if (open.length === 0) return <p class="alerts-none">{text.none}</p>
  const shown = all.value ? open : open.slice(0, FIRST)
  return (
    <>
      <ol class="alert-list" aria-labelledby="alerts-title">
        {shown.map((episode) => (
          <AlertRow key={episode.id} episode={episode} asOf={episode.hours ? hour : asOf} />
        ))}
      </ol>
      {open.length > FIRST && (
        <button
          type="button"
          class="quiet alerts-all"
          aria-expanded={all.value}
          onClick={() => (all.value = !all.value)}
        >
          {all.value ? text.fewer : text.all(formatCount(open.length, lang))}
        </button>
      )}
    </>
  )
}
