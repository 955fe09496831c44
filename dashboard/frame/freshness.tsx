import { clockOf, formatAgo, formatClock, formatLocalTime } from '../i18n/format.ts'
import { MESSAGES } from '../i18n/messages.ts'
import { dayIn, dayOf } from '../state/days.ts'
import { seenAt, unreachable } from '../state/freshness.ts'
import { language } from '../state/language.ts'
import { city } from '../state/view.ts'

const STALE_MS = 2 * 3_600_000

/** How far the city's data tell, how long ago that is, and which version of them is shown. */
export function Freshness() {
  const lang = language.value
  const text = MESSAGES[lang]
  const now = seenAt.value
  const { through = null, version = 0 } = city.value ?? {}
  if (unreachable.value) {
    return (
      <p class="freshness" role="status" data-state="lost">
        {text.unreachable(now && formatClock(now, lang))}
      </p>
    )
  }
  if (!through || !now) return <p class="freshness" role="status" />
  const stale = now.getTime() - Date.parse(through) > STALE_MS
  const ago = formatAgo(through, now, lang)
  const isToday = dayIn(city.value?.timeZone ?? 'UTC', now) === dayOf(through)
  const when = isToday ? clockOf(through) : formatLocalTime(through, lang)
  return (
    <p class="freshness" data-state={stale ? 'stale' : 'fresh'}>
      {stale && <span class="hidden">{text.stale}</span>}
      <span class="freshness-when">{text.minutesOld(when, ago)}</span>{' '}
      <span class="freshness-version">
        {text.version} {version}
      </span>
    </p>
  )
}
