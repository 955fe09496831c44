import { Link } from '../../frame/link.tsx'
import { MESSAGES } from '../../i18n/messages.ts'
import { health, unreachable } from '../../state/freshness.ts'
import { language } from '../../state/language.ts'
import { city, linkTo } from '../../state/view.ts'

/** What the page says while there is nothing to show. */
export function NoData() {
  const lang = language.value
  const text = MESSAGES[lang]
  if (!health.value) return unreachable.value ? null : <p class="reading">{text.reading}</p>
  if (city.value?.through) return null
  return (
    <section class="empty" aria-labelledby="empty">
      <h2 id="empty">{city.value ? text.noDataYet(city.value.names[lang]) : text.noCities}</h2>
      <p>
        <Link href={linkTo('/data')}>{text.data}</Link>
      </p>
    </section>
  )
}
