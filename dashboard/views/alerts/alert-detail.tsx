import type { ComponentChildren } from 'preact'
import { Link } from '../../frame/link.tsx'
import { formatCount, formatDays, formatLocalTime } from '../../i18n/format.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { learnOf } from '../../state/alerts.ts'
import { language } from '../../state/language.ts'
import { view } from '../../state/view.ts'
import { writeView } from '../../state/view-url.ts'
import { AlertHistory } from './alert-history.tsx'
import { AlertNotes } from './alert-notes.tsx'
import { AlertParts } from './alert-parts.tsx'
import { Probability } from './probability.tsx'
import { type Episode, viewOf } from './state.ts'
import { tellChance, tellFalseOnes, tellInterval, tellPast } from './tell.ts'
import { TEXT } from './text.ts'
import { useDetail } from './use-detail.ts'

/** How sure an alert is, what carries it, how it went on, and what people did about it. */
export function AlertDetail({ episode, asOf }: { episode: Episode; asOf: string }) {
  const lang = language.value
  const text = TEXT[lang]
  const { alert, id, acknowledged } = episode
  const { detail, failed, learn } = useDetail(id, `${asOf} ${acknowledged}`)
  return (
    <>
      <dl class="alert-facts">
        {alert.hours ? (
          <Fact name={text.facts.hours}>
            {formatLocalTime(alert.hours.from, lang)} – {formatLocalTime(alert.hours.to, lang)}
          </Fact>
        ) : (
          <Fact name={text.facts.days}>{formatDays(alert.from, alert.to, lang)}</Fact>
        )}
        <Fact name={text.facts.interval}>{tellInterval(alert, lang)}</Fact>
        <Fact name={text.facts.chance}>
          {tellChance(alert, lang)} <Probability name="p" value={alert.pValue} />
        </Fact>
        <Fact name={text.facts.falseOnes}>
          {tellFalseOnes(alert, lang)} <Probability name="q" value={alert.qValue} />
        </Fact>
        {!alert.hours && <Fact name={text.facts.past}>{tellPast(alert, lang)}</Fact>}
      </dl>
      <p class="alert-show">
        <Link href={`/${writeView({ ...view.value, ...viewOf(alert) })}`} onto="trend">
          {text.show}
        </Link>
      </p>
      <AlertParts alert={alert} />
      {alert.folded > 0 && (
        <p class="alert-aside">{text.folded(formatCount(alert.folded, lang))}</p>
      )}
      {failed !== null && (
        <p class="alert-failed" role="alert">
          {text.failed} {failed}
        </p>
      )}
      {detail ? (
        <div class="alert-course">
          <AlertHistory days={detail.days} place={episode} />
          <AlertNotes
            id={id}
            notes={detail.events}
            acknowledged={detail.acknowledged}
            learn={(next) => {
              learn(next)
              learnOf(next)
            }}
          />
        </div>
      ) : (
        failed === null && <p class="alert-aside">{MESSAGES[lang].loading}</p>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
