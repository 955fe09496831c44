import { useMemo, useRef } from 'preact/hooks'
import type { BoundariesRequest, BoundaryFeature } from '../../../sql/model/boundaries.ts'
import type { Question } from '../../../sql/model/question.ts'
import { formatCount, formatDays } from '../../i18n/format.ts'
import { formatMeasure } from '../../i18n/format-measure.ts'
import { numberFormat } from '../../i18n/formatters.ts'
import { Panel } from '../../marks/panel.tsx'
import { openAlerts } from '../../state/alerts.ts'
import { useAnswer } from '../../state/answers.ts'
import { boundariesOf, useBoundaries } from '../../state/boundaries.ts'
import { shownRange } from '../../state/brush.ts'
import { catalog, dimensionOf, measureOf, memberOf, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { change, city, view } from '../../state/view.ts'
import { type MapMode, orderFilters } from '../../state/view-url.ts'
import '../../theme/views/shades.css'
import '../../theme/views/map.css'
import { areasOf, categoriesOf } from '../alerts/names.ts'
import { countAlerts } from '../alerts/state.ts'
import { TEXT as ALERTS } from '../alerts/text.ts'
import { Breadcrumb } from './breadcrumb.tsx'
import { MapFigure } from './map-figure.tsx'
import { MapTable } from './map-table.tsx'
import { mapQuestion, membersIn, modesOf, type Place, placeOf } from './place.ts'
import { type MapSeries, readMap } from './state.ts'
import { TEXT } from './text.ts'

const parentOf = (code: string) => memberOf('subdistrict', code)?.parent ?? null

const requestOf = (place: Place): BoundariesRequest => ({
  city: view.value.city,
  level: place.level,
  within: place.district ?? undefined,
})
const WHOLE: Place = { level: 'district', district: null }
const NONE: readonly BoundaryFeature[] = []

/** Shows one district, or the whole city, in one step of the history. */
function show(district: string | null): void {
  const others = view.value.where.filter(
    ({ dimension }) => dimension !== 'district' && dimension !== 'subdistrict',
  )
  const where = district ? [...others, { dimension: 'district' as const, in: [district] }] : others
  change({ where: orderFilters(where), cases: false })
}

/** Shows the complaints of one subdistrict, case by case. */
function showCases(district: string | null, subdistrict: string): void {
  const { where } = view.value
  const others = where.filter(({ dimension }) => dimension !== 'subdistrict')
  const chosen = { dimension: 'subdistrict' as const, in: [subdistrict] }
  const within = district ? [{ dimension: 'district' as const, in: [district] }] : []
  const kept = others.filter(({ dimension }) => dimension !== 'district')
  change({ where: orderFilters([...kept, ...within, chosen]), cases: true })
}

/** The map of the page's measure: the city's districts, or the subdistricts of one. */
export function CityMap() {
  const lang = language.value
  const text = TEXT[lang]
  const { city: id, measure: wanted, where, map } = view.value
  const modes = modesOf(wanted)
  const mode = modes.includes(map) ? map : 'value'

  const asked = placeOf(where, parentOf)
  const whole = useBoundaries(id ? requestOf(WHOLE) : null)
  const within = useBoundaries(id && asked.district ? requestOf(asked) : null)
  const isBlank = within.boundaries?.collection.features.length === 0
  const place = isBlank && whole.boundaries?.collection.features.length ? WHOLE : asked
  const days = shownRange.value
  const known = whole.boundaries && (place.district === null || within.boundaries)
  const last = useRef<Question | null>(null)
  // The last picture stays until the boundaries of the next one are there.
  if (id && days && known) last.current = mapQuestion(view.value, days, place, mode)
  const question = last.current?.city === id ? last.current : null
  const answered = useAnswer(question)
  const failed = answered.failed ?? (whole.failed || within.failed ? '' : null)

  const series = useMemo(() => {
    if (!answered.answer || !answered.question) return null
    const level = answered.question.by?.[0]
    if (level !== 'district' && level !== 'subdistrict') return null
    const district =
      level === 'district' ? null : placeOf(answered.question.where ?? [], () => null).district
    const outlines = boundariesOf(requestOf({ level, district }))?.collection.features ?? NONE
    const codes =
      outlines.length > 0
        ? outlines.map(({ properties }) => properties.code)
        : answered.answer.rows.map((row) => String(row[level]))
    return readMap(answered.answer, answered.question, codes)
  }, [answered.answer, answered.question, whole.boundaries])
  const { level, district } = series?.place ?? {}
  const shapes = useMemo(() => {
    if (!level || district === undefined) return null
    const features = boundariesOf(requestOf({ level, district }))?.collection.features ?? NONE
    const others = boundariesOf(requestOf(WHOLE))?.collection.features ?? NONE
    return {
      features,
      around: district ? others.filter(({ properties }) => properties.code !== district) : NONE,
      edge: others.filter(({ properties }) => properties.code === district),
    }
  }, [id, level, district, whole.boundaries, within.boundaries])

  const alerts = useMemo(
    () => countAlerts(openAlerts.value, where, { areasOf, categoriesOf }),
    [openAlerts.value, where, catalog.value],
  )

  const shown = series?.place ?? place
  const measure = series?.measure ?? wanted
  const title = text.title(
    measureOf(measure)?.names[lang] ?? measure,
    dimensionOf(shown.level)?.names[lang] ?? shown.level,
    shown.district && nameOf('district', shown.district),
  )
  const dates = answered.question
    ? formatDays(answered.question.from, answered.question.to, lang)
    : ''
  const schematic = shapes?.features.some(({ properties }) => properties.schematic) ?? false
  const note = [dates, schematic && text.schematicNote].filter(Boolean).join(' · ')
  const drawable = shapes !== null && shapes.features.length > 0
  return (
    <Panel
      id="map"
      title={title}
      {...(note && { note })}
      asked={{ ...answered, failed }}
      question={question}
      actions={<Modes modes={modes} mode={mode} choose={(next) => change({ map: next })} />}
      {...(series && drawable && { table: () => <MapTable series={series} title={title} /> })}
    >
      {series && answered.answer && shapes ? (
        <>
          {drawable ? (
            <>
              <Breadcrumb place={shown} show={show} />
              <MapFigure
                answer={answered.answer}
                series={series}
                shapes={shapes}
                mode={mode}
                chosen={membersIn(where, shown.level)}
                alerts={alerts}
                summary={summarise(series, title, dates)}
                open={(code) =>
                  shown.level === 'district' ? show(code) : showCases(shown.district, code)
                }
                up={() => show(null)}
              />
            </>
          ) : (
            <>
              <p class="map-told">{text.noBoundaries(city.value?.names[lang] ?? id)}</p>
              <div class="panel-table">
                <MapTable series={series} title={title} />
              </div>
            </>
          )}
          <Remarks
            series={series}
            schematic={schematic}
            isBlank={isBlank ? asked.district : null}
            drawable={drawable}
            isMarked={series.areas.some(({ code }) => alerts.has(code))}
          />
        </>
      ) : (
        <div class="map-waiting" />
      )}
    </Panel>
  )
}

function summarise({ areas, measure, place }: MapSeries, title: string, dates: string): string {
  const lang = language.value
  const told = areas.filter(({ value }) => value !== null)
  const [first, last] = [told[0], told.at(-1)]
  if (!first || !last) return title
  const say = ({ code, value }: typeof first) =>
    `${nameOf(place.level, code)} (${formatMeasure(measure, value, lang)})`
  return TEXT[lang].summary(title, dates, say(first), say(last))
}

interface ModesProps {
  modes: readonly MapMode[]
  mode: MapMode
  choose: (mode: MapMode) => void
}

function Modes({ modes, mode, choose }: ModesProps) {
  const text = TEXT[language.value]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggle buttons, not a form.
    <div class="segments" role="group" aria-label={text.showAs}>
      {modes.map((one) => (
        <button key={one} type="button" aria-pressed={one === mode} onClick={() => choose(one)}>
          {text.modes[one]}
        </button>
      ))}
    </div>
  )
}

interface RemarksProps {
  series: MapSeries
  schematic: boolean
  /** The chosen district of which no boundaries within are known. */
  isBlank: string | null
  drawable: boolean
  /** Has an area open alerts? */
  isMarked: boolean
}

/** What stands under the picture: what it leaves out, and how it is used. */
function Remarks({ series, schematic, isBlank, drawable, isMarked }: RemarksProps) {
  const lang = language.value
  const text = TEXT[lang]
  const { unplaced, complaints, place } = series
  const share = numberFormat(lang, {
    style: 'percent',
    maximumFractionDigits: 2,
  }).format(complaints === 0 ? 0 : unplaced / complaints)
  return (
    <div class="map-remarks">
      {drawable && isMarked && (
        <p>
          <i class="alert-dot" aria-hidden="true" /> {ALERTS[lang].marked}
        </p>
      )}
      {schematic && <p class="map-schematic">{text.schematicLong}</p>}
      {unplaced > 0 && <p>{text.unplaced(formatCount(unplaced, lang), share)}</p>}
      {isBlank && <p>{text.noSubdistricts(nameOf('district', isBlank))}</p>}
      {drawable && (
        <p class="map-hint">{place.level === 'district' ? text.openDistricts : text.openCases}</p>
      )}
    </div>
  )
}
