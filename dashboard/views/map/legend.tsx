import type { ReadonlySignal } from '@preact/signals'
import type { MeasureId } from '../../../sql/model/measures.ts'
import { formatCount } from '../../i18n/format.ts'
import { formatMeasure, formatShort } from '../../i18n/format-measure.ts'
import { language } from '../../state/language.ts'
import { FORMATS } from '../../state/model.ts'
import type { MapMode } from '../../state/view-url.ts'
import type { Classes, Tone, ValueClass } from './classes.ts'
import { TEXT } from './text.ts'
import { writeChange } from './write-change.ts'

/** Counts from here on are shortened. */
const LONG = 100_000

interface LegendProps {
  classes: Classes
  measure: MeasureId
  mode: MapMode
  title: string
  /** The class of the area that is pointed at. */
  lit: ReadonlySignal<Tone | null>
  light: (tone: Tone | null) => void
}

/** A limit of a class as it is written: values as they are, changes with their sign. */
function formatLimit(measure: MeasureId, mode: MapMode, limit: number): string {
  const lang = language.value
  const format = FORMATS[measure]
  if (mode !== 'change') {
    const isShort = format !== 'count' || limit >= LONG
    return (isShort ? formatShort : formatMeasure)(measure, limit, lang)
  }
  return writeChange(measure, limit, lang, { least: 0 })
}

/** The classes of colour with their limits; the class that is pointed at stands out. */
export function Legend({ classes: { classes }, measure, mode, title, lit, light }: LegendProps) {
  const text = TEXT[language.value]
  const limit = (value: number) => formatLimit(measure, mode, value)
  const scale = classes.filter(({ tone }) => tone !== 'few' && tone !== 'none')
  const others = classes.filter(({ tone }) => tone === 'few' || tone === 'none')
  const entry = (one: ValueClass, children: preact.ComponentChildren) => (
    <li
      key={one.tone}
      class={lit.value === one.tone ? 'lit' : ''}
      onPointerEnter={() => light(one.tone)}
      onPointerLeave={() => light(null)}
    >
      <i class="map-tone" data-shade={one.tone} aria-hidden="true" />
      {children}
      <span class="hidden">{text.areas(formatCount(one.count, language.value))}</span>
    </li>
  )
  return (
    <div class="map-legend">
      <p>{title}</p>
      <ul class="scale" aria-label={text.legend}>
        {scale.map((one, place) =>
          entry(
            one,
            <>
              <span class="hidden">{sayClass(one, limit)}</span>
              <span class="limit" aria-hidden="true">
                {one.from !== null && limit(one.from)}
              </span>
              {place === scale.length - 1 && (
                <span class="limit last" aria-hidden="true">
                  {one.to !== null && limit(one.to)}
                </span>
              )}
            </>,
          ),
        )}
      </ul>
      {others.length > 0 && (
        <ul class="others">
          {others.map((one) =>
            entry(one, <span>{one.tone === 'few' ? text.few : text.none}</span>),
          )}
        </ul>
      )}
    </div>
  )
}

function sayClass({ from, to }: ValueClass, limit: (value: number) => string): string {
  const text = TEXT[language.value]
  if (from !== null && to !== null) return text.classOf(limit(from), limit(to))
  return to !== null ? text.below(limit(to)) : from !== null ? text.atLeast(limit(from)) : ''
}
