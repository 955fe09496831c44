import { useMemo } from 'preact/hooks'
import type { Labels } from '../../../sql/model/labels.ts'
import type { Question } from '../../../sql/model/question.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { useAnswer } from '../../state/answers.ts'
import { type Asked, askAgain } from '../../state/asking.ts'
import { isBrushing, shownRange } from '../../state/brush.ts'
import { type CatalogMeasure, memberOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import type { Range } from '../../state/period.ts'
import { change, range, view } from '../../state/view.ts'
import type { TrendGrain } from '../trend/periods.ts'
import type { TrendPoint } from '../trend/state.ts'
import { askingOf, courseQuestion, headlineQuestion, readCourse, readHeadline } from './state.ts'
import { tellHeadline } from './tell.ts'
import { TEXT } from './text.ts'
import { Tile } from './tile.tsx'

const NONE: TrendPoint[] = []

interface TilesProps {
  measures: CatalogMeasure[]
  priority: RequestPriority
}

/** Headline numbers that are asked together. */
export function Tiles({ measures, priority }: TilesProps) {
  const ids = measures.map(({ id }) => id)
  const days = shownRange.value
  const ready = ids.length > 0 ? days : null
  const tellsDispatched = memberOf('handling', 'dispatched') !== null
  const { asking, dispatchedOnly } = askingOf(view.value, ids, tellsDispatched)
  const previous = useAnswer(ready && headlineQuestion(asking, ready, ids, 'previous'), priority)
  const lastYear = useAnswer(ready && headlineQuestion(asking, ready, ids, 'lastYear'), priority)
  // The course stays that of the page's period while days of it are being chosen.
  const course = useAnswer(
    ready && range.value && courseQuestion(asking, range.value, ids),
    priority,
  )
  const whole = range.value
  const courses = useMemo(() => {
    const told = whole && courseOf(course)
    return new Map(told ? ids.map((id) => [id, readCourse(id, whole, told)]) : [])
  }, [course.answer, course.question, whole?.from, whole?.to])
  if (!days) return null

  const failed = previous.failed ?? lastYear.failed
  if (failed !== null) return <Failed why={failed} />

  const shown = rangeOf(previous.question ?? lastYear.question) ?? days
  const known = previous.answer ?? lastYear.answer
  // Of days that are being chosen, nothing is told that the page cannot tell by itself.
  const isUntold = isBrushing.value && (shown.from !== days.from || shown.to !== days.to)
  return (
    <>
      {measures.map((measure) => {
        const number = readHeadline(
          measure,
          shown,
          isUntold ? {} : { previous: previous.answer, lastYear: lastYear.answer },
          courses.get(measure.id) ?? NONE,
        )
        const names = dispatchedOnly ? ofDispatched(measure.names) : measure.names
        return (
          <Tile
            key={measure.id}
            number={number}
            name={names[language.value]}
            chosen={view.value.measure === measure.id}
            waiting={previous.loading}
            tip={
              known && !isUntold ? tellHeadline(number, names, shown, known, language.value) : null
            }
            choose={() => change({ measure: measure.id, where: asking.where })}
          />
        )
      })}
    </>
  )
}

const ofDispatched = ({ en, zh }: Labels): Labels => ({
  en: TEXT.en.ofDispatched(en),
  zh: TEXT.zh.ofDispatched(zh),
})

function Failed({ why }: { why: string }) {
  const text = MESSAGES[language.value]
  return (
    <div class="panel-failed" role="alert">
      <p>{why || text.notAnswered}</p>
      <button type="button" onClick={askAgain}>
        {text.tryAgain}
      </button>
    </div>
  )
}

const rangeOf = (question: Question | null): Range | null =>
  question && { from: question.from, to: question.to }

const hasGrain = (question: Question | null): question is Question & { grain: TrendGrain } =>
  question?.grain !== undefined

const courseOf = ({ answer, question }: Asked) =>
  answer && hasGrain(question) ? { answer, question } : null
