import type { CityHealth } from '../../../server/contract/health.ts'
import { formatAgo, formatCount, formatLocalTime } from '../../i18n/format.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { seenAt } from '../../state/freshness.ts'
import { language } from '../../state/language.ts'

const COMMAND = 'npm run etl -- load --city'

export function Cities({ cities }: { cities: CityHealth[] }) {
  const text = MESSAGES[language.value]
  if (cities.length === 0) {
    return (
      <section class="empty" aria-labelledby="empty">
        <h2 id="empty">{text.noCities}</h2>
        <p>{text.noCitiesHow}</p>
        <code class="command">{`${COMMAND} boston --source boston-311 complaints.csv`}</code>
      </section>
    )
  }
  const withDataFirst = cities.toSorted((a, b) => Number(b.version > 0) - Number(a.version > 0))
  return (
    <section aria-labelledby="cities">
      <h2 id="cities">{text.cities}</h2>
      <ul class="cities">
        {withDataFirst.map((city) => (
          <li key={city.id}>
            <CityCard city={city} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function CityCard({ city }: { city: CityHealth }) {
  const lang = language.value
  const text = MESSAGES[lang]
  const other = lang === 'zh' ? 'en' : 'zh'
  const title = `city-${city.id}`
  return (
    <article class="city" aria-labelledby={title}>
      <h3 id={title}>
        {city.names[lang]}{' '}
        <span class="other-name" lang={other === 'zh' ? 'zh-CN' : 'en'}>
          {city.names[other]}
        </span>
      </h3>
      {city.version === 0 ? (
        <>
          <p class="figure-none">{text.noData}</p>
          <p class="through">{text.noDataHow}</p>
          <code class="command">{`${COMMAND} ${city.id} --source ${city.sources[0]?.id ?? 'SOURCE'} FILE`}</code>
        </>
      ) : (
        <>
          <div>
            <p class="figure">
              <strong>{formatCount(city.complaints, lang)}</strong> {text.complaints}
            </p>
            {city.through && (
              <p class="through">
                {text.through(formatLocalTime(city.through, lang), city.names[lang])}
              </p>
            )}
          </div>
          <dl>
            <div>
              <dt>{text.version}</dt>
              <dd>{city.version}</dd>
            </div>
            {city.lastLoad && (
              <div>
                <dt>{text.lastLoad}</dt>
                <dd>
                  <Moment time={city.lastLoad} />
                </dd>
              </div>
            )}
          </dl>
        </>
      )}
    </article>
  )
}

/** An instant by the city's clocks, and how long ago that was. */
export function Moment({ time }: { time: string }) {
  const lang = language.value
  const now = seenAt.value
  return (
    <time dateTime={time}>
      {formatLocalTime(time, lang)} {now && <span class="ago">{formatAgo(time, now, lang)}</span>}
    </time>
  )
}
