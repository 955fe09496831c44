import { DIMENSIONS } from '../../../sql/model/dimensions.ts'
import { GRAIN_NAMES } from '../../../sql/model/grains.ts'
import { MEASURES } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import type { Language } from '../document.ts'
import { shiftDay } from '../questions.ts'

const COMPARED: Record<NonNullable<Question['compare']>, Record<Language, string>> = {
  previous: { en: 'against the period before', zh: '与上一时期对比' },
  lastYear: { en: 'against last year', zh: '与去年同期对比' },
}

/** A Question in words. */
export function describeQuestion(question: Question, language: Language): string {
  const { measures, by = [], grain, from, to, compare } = question
  const zh = language === 'zh'
  const last = shiftDay(to, -1)
  const names = (given: Record<Language, string>[]) =>
    given.map((one) => one[language]).join(zh ? '、' : ', ')
  const cuts = [
    ...by.map((id) => DIMENSIONS[id].names),
    ...(grain === undefined ? [] : [GRAIN_NAMES[grain]]),
  ]
  const days = from === last ? from : zh ? `${from} 至 ${last}` : `${from} to ${last}`
  const what = names(measures.map((id) => MEASURES[id].names))
  return [
    what,
    ...(cuts.length === 0 ? [] : [`${zh ? '按' : 'by '}${names(cuts).toLowerCase()}`]),
    days,
    ...(compare === undefined ? [] : [COMPARED[compare][language]]),
  ].join(zh ? '，' : ', ')
}
