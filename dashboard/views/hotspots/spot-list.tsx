import { Link } from '../../frame/link.tsx'
import { language } from '../../state/language.ts'
import { view } from '../../state/view.ts'
import { writeView } from '../../state/view-url.ts'
import { namePlace } from '../alerts/names.ts'
import { viewOf } from '../alerts/state.ts'
import { Weeks } from '../alerts/weeks.tsx'
import { ShowOnMap } from '../spot-map/show-on-map.tsx'
import { isMapped } from '../spot-map/state.ts'
import { countClasses, type Spot, type SpotsByLevel } from './state.ts'
import { tellSpot } from './tell.ts'
import { TEXT } from './text.ts'

interface SpotsProps {
  spots: SpotsByLevel
  /** How many weeks were judged. */
  weeks: number
}

/** Hot spots with what their classes mean, those of broad categories after all others. */
export function Spots({ spots, weeks }: SpotsProps) {
  const text = TEXT[language.value]
  return (
    <>
      <dl class="spot-classes">
        {countClasses(spots).map(({ class: one }) => (
          <div key={one}>
            <dt>{text.classes[one].name}</dt>
            <dd>{text.classes[one].meaning}</dd>
          </div>
        ))}
      </dl>
      {spots.narrow.length > 0 && <SpotList spots={spots.narrow} weeks={weeks} />}
      {spots.broad.length > 0 && (
        <>
          <h4 class="spots-broad">{text.broad}</h4>
          <p class="spot-aside">{text.broadNote}</p>
          <SpotList spots={spots.broad} weeks={weeks} />
        </>
      )}
    </>
  )
}

function SpotList({ spots, weeks }: { spots: readonly Spot[]; weeks: number }) {
  return (
    <ol class="spot-list">
      {spots.map((spot) => (
        <SpotRow key={`${spot.category} ${spot.area}`} spot={spot} weeks={weeks} />
      ))}
    </ol>
  )
}

function SpotRow({ spot, weeks }: { spot: Spot; weeks: number }) {
  const lang = language.value
  const text = TEXT[lang]
  return (
    <li class="spot">
      <span class="spot-class" data-class={spot.class}>
        {text.classes[spot.class].name}
      </span>
      <div>
        <Link href={`/${writeView({ ...view.value, ...viewOf(spot) })}`} onto="trend">
          <span class="hidden">{text.show}: </span>
          {namePlace(spot)}
        </Link>
        <p class="spot-aside">
          {tellSpot(spot, weeks, lang)}
          {isMapped(spot) && <ShowOnMap category={spot.category} />}
        </p>
      </div>
      <Weeks alert={{ weeks: spot.counts }} />
    </li>
  )
}
