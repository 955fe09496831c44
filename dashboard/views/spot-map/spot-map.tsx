import { useMemo } from 'preact/hooks'
import type { HotspotsAnswer } from '../../../server/contract/hotspots.ts'
import type { Labels } from '../../../sql/model/labels.ts'
import { formatCount, formatDays } from '../../i18n/format.ts'
import { useBoundaries } from '../../state/boundaries.ts'
import { language } from '../../state/language.ts'
import '../../theme/views/map.css'
import '../../theme/views/spot-map.css'
import { None } from '../hotspots/none.tsx'
import { weeksOf } from '../hotspots/state.ts'
import { TEXT as MAP } from '../map/text.ts'
import { chosenCategory } from './chosen.ts'
import type { SpotShapes } from './layout.ts'
import { SpotFigure } from './spot-figure.tsx'
import { ALL, type Choice, choicesOf, countMarks, type SpotMarks } from './state.ts'
import { nameChoice, writeWidth } from './tell.ts'
import { TEXT } from './text.ts'

interface SpotMapProps {
  told: HotspotsAnswer
  /** Why there are no hexagons. */
  gaps: readonly Labels[]
}

const NOWHERE: SpotMarks = { clusters: [], areas: [], hexagons: [] }

/** The hot spots of a category on the map of the city. */
export function SpotMap({ told, gaps }: SpotMapProps) {
  const text = TEXT[language.value]
  const choices = useMemo(() => choicesOf(told), [told])
  const wanted = chosenCategory.value
  const choice = choices.find(({ category }) => category === wanted) ?? choices[0]
  return (
    <section class="panel spots" id="spot-map" aria-labelledby="spot-map-title">
      <header class="panel-head">
        <div>
          <h3 id="spot-map-title">{text.title}</h3>
          <p class="panel-note">{text.note}</p>
        </div>
        {choice && <Chooser choices={choices} chosen={choice.category} />}
      </header>
      {!choice && <None gaps={[]} otherwise={text.nothing} />}
      <Picture
        told={told}
        choice={choice ?? { category: ALL, marks: NOWHERE }}
        needsAreas={choices.some(({ marks }) => marks.clusters.length + marks.areas.length > 0)}
      />
      {gaps.length > 0 && <None gaps={gaps} otherwise="" />}
    </section>
  )
}

function Chooser({ choices, chosen }: { choices: readonly Choice[]; chosen: string }) {
  const lang = language.value
  const text = TEXT[lang]
  return (
    <label class="spot-of">
      <span>{text.of}</span>
      <select
        value={chosen}
        onChange={(event) => (chosenCategory.value = event.currentTarget.value)}
      >
        {choices.map(({ category, marks }) => (
          <option key={category} value={category}>
            {text.choice(nameChoice(category), formatCount(countMarks(marks), lang))}
          </option>
        ))}
      </select>
    </label>
  )
}

interface PictureProps {
  told: HotspotsAnswer
  choice: Choice
  /** Is anything that can be chosen an area? */
  needsAreas: boolean
}

function Picture({ told, choice, needsAreas }: PictureProps) {
  const lang = language.value
  const text = TEXT[lang]
  const { city } = told
  const districts = useBoundaries({ city, level: 'district' })
  const within = useBoundaries(needsAreas ? { city, level: 'subdistrict' } : null)
  const isKnown =
    (districts.boundaries || districts.failed) &&
    (!needsAreas || within.boundaries || within.failed)
  const shapes = useMemo((): SpotShapes => {
    const features = within.boundaries?.collection.features ?? []
    return {
      districts: districts.boundaries?.collection.features ?? [],
      outlines: new Map(features.map((feature) => [feature.properties.code, feature])),
      hexagons: told.hexagons ?? null,
      grid: told.hexagons?.grid ?? null,
    }
  }, [told, districts.boundaries, within.boundaries])
  if (!isKnown) return <div class="map-waiting" />
  const isDrawn =
    shapes.districts.length + shapes.outlines.size + (shapes.hexagons?.bins.length ?? 0)
  if (isDrawn === 0) return <None gaps={[]} otherwise={text.noPlaces} />
  const { clusters, areas, hexagons } = choice.marks
  const count = (marks: readonly unknown[]) => formatCount(marks.length, lang)
  const summary = text.summary({
    category: nameChoice(choice.category),
    ...{ clusters: count(clusters), areas: count(areas), hexagons: count(hexagons) },
  })
  return (
    <>
      <SpotFigure marks={choice.marks} shapes={shapes} weeks={weeksOf(told)} summary={summary} />
      <Remarks told={told} choice={choice} isSchematic={within.boundaries?.schematic ?? false} />
    </>
  )
}

interface RemarksProps {
  told: HotspotsAnswer
  choice: Choice
  isSchematic: boolean
}

function Remarks({ told: { hexagons, categories }, choice, isSchematic }: RemarksProps) {
  const lang = language.value
  const text = TEXT[lang]
  const { category, marks } = choice
  const isNarrow = categories.some((one) => one.category === category && one.level === 2)
  return (
    <div class="map-remarks">
      {hexagons &&
        (isNarrow ? (
          <p>{text.narrow}</p>
        ) : (
          <p>
            {text.hexagonNote(
              writeWidth(hexagons.width),
              formatDays(hexagons.since, hexagons.to, lang),
            )}
          </p>
        ))}
      {isSchematic && marks.clusters.length + marks.areas.length > 0 && (
        <p>{MAP[lang].schematicLong}</p>
      )}
      {marks.clusters.length + marks.areas.length > 0 && <p class="map-hint">{text.hint}</p>}
    </div>
  )
}
