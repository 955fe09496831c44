import type { Question } from '../../../sql/model/question.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { askAgain, useAnswer } from '../../state/answers.ts'
import { catalog } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import type { Range } from '../../state/period.ts'
import { change, range, view } from '../../state/view.ts'
import type { TrendGrain } from '../trend/periods.ts'
import { courseQuestion, HEADLINES, headlineQuestion, readHeadline } from './state.ts'
import { tellHeadline } from './tell.ts'
import { TEXT } from './text.ts'
import { Tile } from './tile.tsx'

/** The headline numbers of the period, each with its changes and its course. */
export function Headline() {
  const lang = language.value
  const text = TEXT[lang]
  const days = range.value
  const offered = HEADLINES.flatMap((id) => {
    const measure = catalog.value?.measures.find((each) => each.id === id)
    return measure?.available ? [measure] : []
  })
  const ids = offered.map(({ id }) => id)
  const asking = view.value
  const ready = days && ids.length > 0 ? days : null
  const previous = useAnswer(ready && headlineQuestion(asking, ready, ids, 'previous'))
  const lastYear = useAnswer(ready && headlineQuestion(asking, ready, ids, 'lastYear'))
  const course = useAnswer(ready && courseQuestion(asking, ready, ids))

  const known = previous.answer ?? lastYear.answer
  const shown = rangeOf(previous.question ?? lastYear.question) ?? days
  const failed = previous.failed ?? lastYear.failed
  return (
    <section
      class="headline"
      aria-labelledby="headline-title"
      aria-busy={previous.loading || lastYear.loading}
    >
      <h2 id="headline-title" class="hidden">
        {text.title}
      </h2>
      {failed !== null && (
        <div class="panel-failed" role="alert">
          <p>{failed || MESSAGES[lang].notAnswered}</p>
          <button type="button" onClick={askAgain}>
            {MESSAGES[lang].tryAgain}
          </button>
        </div>
      )}
      <div class="tiles">
        {offered.map((measure) => {
          const number = readHeadline(
            measure,
            shown ?? { from: '', to: '' },
            { previous: previous.answer, lastYear: lastYear.answer },
            course.answer && hasGrain(course.question)
              ? { answer: course.answer, question: course.question }
              : null,
          )
          return (
            <Tile
              key={measure.id}
              number={number}
              name={measure.names[lang]}
              chosen={asking.measure === measure.id}
              tip={known && shown && tellHeadline(number, measure.names, shown, known, lang)}
              choose={() => change({ measure: measure.id })}
            />
          )
        })}
      </div>
      <p class="headline-note">{text.note}</p>
    </section>
  )
}

const rangeOf = (question: Question | null): Range | null =>
  question && { from: question.from, to: question.to }

const hasGrain = (question: Question | null): question is Question & { grain: TrendGrain } =>
  question?.grain !== undefined
