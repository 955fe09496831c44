import type { Question } from '../../../sql/model/question.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { type Asked, askAgain, useAnswer } from '../../state/answers.ts'
import type { CatalogMeasure } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import type { Range } from '../../state/period.ts'
import { change, range, view } from '../../state/view.ts'
import type { TrendGrain } from '../trend/periods.ts'
import { courseQuestion, headlineQuestion, readHeadline } from './state.ts'
import { tellHeadline } from './tell.ts'
import { Tile } from './tile.tsx'

interface TilesProps {
  measures: CatalogMeasure[]
  priority: RequestPriority
}

/** Headline numbers that are asked together. */
export function Tiles({ measures, priority }: TilesProps) {
  const ids = measures.map(({ id }) => id)
  const days = range.value
  const ready = ids.length > 0 ? days : null
  const previous = useAnswer(
    ready && headlineQuestion(view.value, ready, ids, 'previous'),
    priority,
  )
  const lastYear = useAnswer(
    ready && headlineQuestion(view.value, ready, ids, 'lastYear'),
    priority,
  )
  const course = useAnswer(ready && courseQuestion(view.value, ready, ids), priority)
  if (!days) return null

  const failed = previous.failed ?? lastYear.failed
  if (failed !== null) return <Failed why={failed} />

  const shown = rangeOf(previous.question ?? lastYear.question) ?? days
  const known = previous.answer ?? lastYear.answer
  return (
    <>
      {measures.map((measure) => {
        const number = readHeadline(
          measure,
          shown,
          { previous: previous.answer, lastYear: lastYear.answer },
          courseOf(course),
        )
        return (
          <Tile
            key={measure.id}
            number={number}
            name={measure.names[language.value]}
            chosen={view.value.measure === measure.id}
            waiting={previous.loading}
            tip={known && tellHeadline(number, measure.names, shown, known, language.value)}
            choose={() => change({ measure: measure.id })}
          />
        )
      })}
    </>
  )
}

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
