import type { Comparison, Question } from '../../../sql/model/question.ts'
import { clockOf, formatDay } from '../../i18n/format.ts'
import { formatChange, formatMeasure } from '../../i18n/format-measure.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { numberOf, tellCell } from '../../marks/tell-cell.ts'
import { Told } from '../../marks/told.tsx'
import { useAnswer } from '../../state/answers.ts'
import type { Asked } from '../../state/asking.ts'
import { catalog } from '../../state/catalog.ts'
import { addDays, dayIn, dayOf } from '../../state/days.ts'
import { seenAt } from '../../state/freshness.ts'
import { language } from '../../state/language.ts'
import { city, view } from '../../state/view.ts'

const MEASURE = 'complaints'

/** The newest day in one sentence, against the day before and last year by the same time. */
export function SoFar({ through }: { through: string }) {
  const lang = language.value
  const text = MESSAGES[lang]
  const day = dayOf(through)
  const question = (compare: Comparison): Question => ({
    city: view.value.city,
    measures: [MEASURE],
    from: day,
    to: addDays(day, 1),
    where: view.value.where,
    compare,
  })
  // Filters may name members that the city has not: the catalog tells.
  const ready = view.value.where.length === 0 || catalog.value !== null
  const previous = useAnswer(ready ? question('previous') : null)
  const lastYear = useAnswer(ready ? question('lastYear') : null)
  const answer = previous.answer
  const row = answer?.rows[0]
  if (!answer || !row) return <p class="so-far">&nbsp;</p>

  const until = clockOf(answer.through ?? through)
  const isToday = seenAt.value !== null && dayIn(zoneOf(), seenAt.value) === day
  const [before, after] = isToday ? text.soFar(until) : text.soFarOn(formatDay(day, lang), until)
  const tell = () => tellCell(answer, row, MEASURE, formatDay(day, lang), 'previous')
  return (
    <p class="so-far">
      {before}
      <Told class="so-far-count" tip={tell}>
        {formatMeasure(MEASURE, numberOf(row, MEASURE), lang)}
      </Told>
      {after}
      <Against asked={previous} compare="previous" day={day} words={text.onYesterday} />
      <Against asked={lastYear} compare="lastYear" day={day} words={text.onLastYear} />
      {text.end}
    </p>
  )
}

const zoneOf = () => city.value?.timeZone ?? 'UTC'

interface AgainstProps {
  asked: Asked
  compare: Comparison
  day: string
  words: [string, string]
}

function Against({ asked: { answer }, compare, day, words: [before, after] }: AgainstProps) {
  const lang = language.value
  const row = answer?.rows[0]
  const other = row ? numberOf(row, `${MEASURE}.compare`) : null
  if (!answer || !row || !other) return null
  return (
    <>
      {before}
      <Told tip={() => tellCell(answer, row, MEASURE, formatDay(day, lang), compare)}>
        {formatChange(MEASURE, numberOf(row, MEASURE), other, lang)}
      </Told>
      {after}
    </>
  )
}
