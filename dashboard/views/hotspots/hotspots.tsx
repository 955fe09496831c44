import { useSignal } from '@preact/signals'
import type { HotspotsAnswer } from '../../../server/contract/hotspots.ts'
import type { Labels } from '../../../sql/model/labels.ts'
import { formatCount, formatDays } from '../../i18n/format.ts'
import { hotspots } from '../../state/ahead.ts'
import { language } from '../../state/language.ts'
import '../../theme/views/alerts.css'
import '../../theme/views/hotspots.css'
import { LookedSection } from '../looked-section.tsx'
import { SpotMap } from '../spot-map/spot-map.tsx'
import { ClusterList } from './cluster-list.tsx'
import { None } from './none.tsx'
import { Spots } from './spot-list.tsx'
import { clustersOf, gapsOf, type SpotsByLevel, splitSpots, weeksOf } from './state.ts'
import { tellAdjacency, tellCounts } from './tell.ts'
import { TEXT } from './text.ts'

/** Where complaints gather in the city, and how that develops. */
export function Hotspots() {
  const text = TEXT[language.value]
  return (
    <LookedSection id="hotspots" text={text} of={hotspots} show={(told) => <Found told={told} />} />
  )
}

function Found({ told }: { told: HotspotsAnswer }) {
  const lang = language.value
  const text = TEXT[lang]
  const { whole, some } = gapsOf(told)
  const weeks = weeksOf(told)
  return (
    <>
      {told.weeks && (
        <p class="ahead-note">
          {text.judged(
            formatCount(weeks, lang),
            formatDays(told.weeks.from, told.weeks.to, lang),
            formatCount(told.version, lang),
          )}{' '}
          {tellAdjacency(told.adjacency, lang)} {text.basis[told.basis]}
        </p>
      )}
      {whole.all.map((reason) => (
        <p key={reason.en} class="ahead-note">
          {reason[lang]}
        </p>
      ))}
      {told.weeks && (
        <>
          <SpotMap told={told} gaps={whole.hexagons} />
          <ClusterList clusters={clustersOf(told)} gaps={whole.scan} />
          <Rising told={told} weeks={weeks} gaps={whole.classes} />
        </>
      )}
      {some.length > 0 && (
        <details class="spot-gaps">
          <summary>{text.gaps}</summary>
          <ul>
            {some.map(({ reason, count }) => (
              <li key={reason.en}>{text.gap(reason[lang], formatCount(count, lang))}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

interface RisingProps {
  told: HotspotsAnswer
  weeks: number
  /** Why nothing could be judged. */
  gaps: readonly Labels[]
}

function Rising({ told, weeks, gaps }: RisingProps) {
  const text = TEXT[language.value]
  const { rising, others } = splitSpots(told)
  const isNone = rising.narrow.length + rising.broad.length === 0
  const hasOthers = others.narrow.length + others.broad.length > 0
  return (
    <section class="panel spots" aria-labelledby="rising-title">
      <header class="panel-head">
        <div>
          <h3 id="rising-title">{text.rising}</h3>
          <p class="panel-note">{text.risingNote}</p>
        </div>
      </header>
      {isNone ? (
        <None gaps={gaps} otherwise={text.noRising} />
      ) : (
        <Spots spots={rising} weeks={weeks} />
      )}
      {hasOthers && <Others spots={others} weeks={weeks} />}
    </section>
  )
}

/** The hot spots of the other classes: counted in a line, and told on demand. */
function Others({ spots, weeks }: { spots: SpotsByLevel; weeks: number }) {
  const lang = language.value
  const text = TEXT[lang]
  const open = useSignal(false)
  return (
    <div class="spots-others">
      <p>
        {tellCounts(spots, lang)}{' '}
        <button
          type="button"
          class="quiet"
          aria-expanded={open.value}
          aria-controls="other-spots"
          onClick={() => (open.value = !open.value)}
        >
          {open.value ? text.close : text.open}
        </button>
      </p>
      <div id="other-spots" hidden={!open.value}>
        {open.value && <Spots spots={spots} weeks={weeks} />}
      </div>
    </div>
  )
}
