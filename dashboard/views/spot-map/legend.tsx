import { formatCount } from '../../i18n/format.ts'
import { language } from '../../state/language.ts'
import { TEXT as SPOTS } from '../hotspots/text.ts'
import { signOf } from './draw.ts'
import { MAPPED_CLASSES, type SpotMarks, STEP_LIMITS, type Step, stepOf } from './state.ts'
import { writeWidth } from './tell.ts'
import { TEXT } from './text.ts'

const STEPS: readonly Step[] = [1, 2, 3]

function nameStep(step: Step): string {
  const lang = language.value
  const text = TEXT[lang]
  const [low, high] = STEP_LIMITS.map((limit) => formatCount(limit, lang)) as [string, string]
  return step === 1 ? text.below(low) : step === 2 ? text.between(low, high) : text.atLeast(high)
}

/** What the signs mean that are on the map. @param width of the hexagons, metres */
export function Legend({ marks, width }: { marks: SpotMarks; width: number }) {
  const lang = language.value
  const text = TEXT[lang]
  const { clusters, areas, hexagons } = marks
  const classes = MAPPED_CLASSES.filter((one) => areas.some((area) => area.class === one))
  const steps = STEPS.filter((step) => hexagons.some((one) => stepOf(one) === step))
  return (
    <div class="map-legend spot-legend">
      {clusters.length + classes.length > 0 && (
        <ul aria-label={text.legend}>
          {clusters.length > 0 && (
            <li>
              <Sign>
                <circle r="7" />
              </Sign>
              {text.ring}
            </li>
          )}
          {classes.map((one) => (
            <li key={one}>
              <Sign>
                <rect x="-9" y="-9" width="18" height="18" rx="3" data-class={one} />
                <path data-class={one} d={signOf(one)} />
              </Sign>
              {SPOTS[lang].classes[one].name}
            </li>
          ))}
        </ul>
      )}
      {steps.length > 0 && (
        <>
          <p id="hexagon-legend">{text.hexagons(writeWidth(width))}</p>
          <ul aria-labelledby="hexagon-legend">
            {steps.map((step) => (
              <li key={step}>
                <Sign>
                  <path data-step={step} d="M0-7L6-3.5V3.5L0 7L-6 3.5V-3.5Z" />
                </Sign>
                {nameStep(step)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Sign({ children }: { children: preact.ComponentChildren }) {
  return (
    <svg class="spot-sign" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
      {children}
    </svg>
  )
}
