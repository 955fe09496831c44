import { DIMENSIONS } from '../../sql/model/dimensions.ts'
import { GRAIN_NAMES } from '../../sql/model/grains.ts'
import type { Labels } from '../../sql/model/labels.ts'
import { MEASURES } from '../../sql/model/measures.ts'
import type { Question } from '../../sql/model/question.ts'
import { shiftDay } from '../insight/local-days.ts'

const COMPARED: Record<NonNullable<Question['compare']>, Labels> = {
  previous: { en: 'against the period before', zh: '与上一时期对比' },
  lastYear: { en: 'against last year', zh: '与去年同期对比' },
}

/** A Question in words. */
export function describeQuestion({
  measures,
  by = [],
  grain,
  from,
  to,
  compare,
}: Question): Labels {
  const last = shiftDay(to, -1)
  const what = measures.map((id) => MEASURES[id].names)
  const cuts = [
    ...by.map((id) => DIMENSIONS[id].names),
    ...(grain === undefined ? [] : [GRAIN_NAMES[grain]]),
  ]
  const write = (language: 'en' | 'zh'): string => {
    const zh = language === 'zh'
    const names = (given: Labels[]) => given.map((one) => one[language]).join(zh ? '、' : ', ')
    const until = zh ? ' 至 ' : ' to '
    return [
      names(what),
      ...(cuts.length === 0 ? [] : [`${zh ? '按' : 'by '}${names(cuts).toLowerCase()}`]),
      from === last ? from : `${from}${until}${last}`,
      ...(compare === undefined ? [] : [COMPARED[compare][language]]),
    ].join(zh ? '，' : ', ')
  }
  return { en: write('en'), zh: write('zh') }
}
