import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { MESSAGES } from '../../i18n/messages.ts'
import { NumberTable } from '../../marks/number-table.tsx'
import { language } from '../../state/language.ts'
import { FanChart } from './fan-chart.tsx'
import type { Horizon, Outlook, OutlookPoint } from './state.ts'
import {
  namePoint,
  tellError,
  tellHeldShare,
  tellOutlook,
  tellShown,
  tellTested,
  writePoint,
} from './tell.ts'
import { TEXT } from './text.ts'

interface OutlookPanelProps {
  outlook: Outlook
  horizon: Horizon
  /** The name of what it is a forecast of. */
  of: string
}

/** What is expected of a horizon: as a chart or a table, with how it was tested; or why nothing is said. */
export function OutlookPanel({ outlook, horizon, of }: OutlookPanelProps) {
  const lang = language.value
  const text = TEXT[lang]
  const asTable = useSignal(false)
  const id = `forecast-${horizon}`
  const points = outlook.points?.length ? outlook.points : null
  return (
    <section class="panel outlook" id={id} aria-labelledby={`${id}-title`}>
      <header class="panel-head">
        <div>
          <h3 id={`${id}-title`}>{text.horizons[horizon]}</h3>
          {points && <p class="panel-note">{text.notes[horizon]}</p>}
        </div>
        {points && (
          <div class="panel-actions">
            <button
              type="button"
              class="quiet"
              aria-pressed={asTable.value}
              onClick={() => (asTable.value = !asTable.value)}
            >
              {MESSAGES[lang].asTable}
            </button>
          </div>
        )}
      </header>
      {points ? (
        <div class="outlook-body">
          <div class="outlook-picture">
            {asTable.value ? (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
              <div class="panel-table" tabIndex={0}>
                <OutlookTable points={points} horizon={horizon} of={of} />
              </div>
            ) : (
              <>
                <FanChart
                  points={points}
                  horizon={horizon}
                  summary={tellOutlook(points, horizon, of, lang)}
                />
                <FanKey />
              </>
            )}
          </div>
          <Backtested outlook={outlook} horizon={horizon} />
        </div>
      ) : (
        <p class="outlook-none">{outlook.reason?.names[lang]}</p>
      )}
    </section>
  )
}

function FanKey() {
  const text = TEXT[language.value]
  return (
    <p class="fan-key">
      <span>
        <i class="fan-swatch expected" aria-hidden="true" /> {text.expected}
      </span>
      <span>
        <i class="fan-swatch of-80" aria-hidden="true" /> {text.interval(80)}
      </span>
      <span>
        <i class="fan-swatch of-95" aria-hidden="true" /> {text.interval(95)}
      </span>
      <span>
        <i class="fan-swatch baseline" aria-hidden="true" /> {text.baseline}
      </span>
    </p>
  )
}

function OutlookTable({
  points,
  horizon,
  of,
}: {
  points: readonly OutlookPoint[]
  horizon: Horizon
  of: string
}) {
  const lang = language.value
  const text = TEXT[lang]
  return (
    <NumberTable
      caption={`${text.horizons[horizon]}: ${of}`}
      columns={[
        horizon === 'days' ? text.day : text.month,
        text.expected,
        text.interval(80),
        text.interval(95),
        text.baseline,
      ]}
      rows={points.map((point) => {
        const { expected, in80, in95, baseline } = writePoint(point, lang)
        const name = namePoint(horizon, point.day, lang)
        return { key: point.day, name, numbers: [expected, in80, in95, baseline] }
      })}
    />
  )
}

/** Which method is shown and why, and how both did on the past. */
function Backtested({ outlook, horizon }: { outlook: Outlook; horizon: Horizon }) {
  const lang = language.value
  const { facts } = TEXT[lang]
  const { backtest } = outlook
  return (
    <dl class="outlook-facts">
      <Fact name={facts.shown}>{tellShown(outlook, horizon, lang)}</Fact>
      {backtest && (
        <>
          <Fact name={facts.error}>{tellError(backtest, horizon, lang)}</Fact>
          <Fact name={facts.held}>{tellHeldShare(backtest, lang)}</Fact>
          <Fact name={facts.tested}>{tellTested(backtest, lang)}</Fact>
        </>
      )}
    </dl>
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
