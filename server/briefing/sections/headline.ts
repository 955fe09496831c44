import type { Paragraph, Prose } from '../document.ts'
import type { Mover, MoversFacts } from '../facts/movers.ts'
import type { OverviewFacts } from '../facts/overview.ts'
import { numberOf } from '../notebook.ts'
import { list, say } from '../prose.ts'
import { changeEn, changeZh } from '../wording.ts'

function surest(movers: MoversFacts | null): Mover | undefined {
  const { category2 = [], category1 = [] } = movers?.moved ?? {}
  return [...category2, ...category1].find(({ up }) => up)
}

/** The day in one sentence. */
export function writeHeadline(
  { received, dayBefore, sameWeekday }: OverviewFacts,
  movers: MoversFacts | null,
  whole: boolean,
): Paragraph {
  if (!numberOf(received)) {
    return { en: say`No complaint of the day is in the data.`, zh: say`数据中没有当日受理记录。` }
  }
  if (!whole) {
    return {
      en: say`${received} complaints received; the day is not complete.`,
      zh: say`受理诉求${received}件，当日数据不完整。`,
    }
  }
  const en: Prose[] = [say`${received} complaints received`]
  const zh: Prose[] = [say`受理诉求${received}件`]
  if (dayBefore) {
    en.push(say`${changeEn(dayBefore.change)} the day before`)
    zh.push(say`较前一日${changeZh(dayBefore.change)}`)
  }
  if (sameWeekday) {
    en.push(say`${changeEn(sameWeekday.change)} the usual for the weekday`)
    zh.push(say`较同星期均值${changeZh(sameWeekday.change)}`)
  }
  const mover = surest(movers)
  if (mover) {
    en.push(say`${mover.name} clearly above expectation`)
    zh.push(say`${mover.name}明显偏多`)
  }
  return { en: say`${list(en, ', ')}.`, zh: say`${list(zh, '，')}。` }
}
