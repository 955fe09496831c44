import type { Labels } from '../../sql/model/labels.ts'
import type { Fact, Language, Prose } from './document.ts'
import { isManifold, isNothing } from './format.ts'
import { numberOf } from './notebook.ts'
import { say, size } from './prose.ts'

/** up 3.2% on, down 1.5% on, unchanged from, 9.2 times: what it is compared with follows. */
export function changeEn(change: Fact): Prose {
  if (isNothing(change)) return say`unchanged from`
  if (isManifold(change)) return say`${change}`
  return (numberOf(change) ?? 0) > 0 ? say`up ${size(change)} on` : say`down ${size(change)} on`
}

/** 上升3.2%，下降1.5%，持平，增至9.2倍 */
export function changeZh(change: Fact): Prose {
  if (isNothing(change)) return say`持平`
  if (isManifold(change)) return say`增至${change}`
  return (numberOf(change) ?? 0) > 0 ? say`上升${size(change)}` : say`下降${size(change)}`
}

/** up 1.2 points, down 0.4 points, unchanged */
export function pointsEn(points: Fact): Prose {
  return isNothing(points)
    ? say`unchanged`
    : (numberOf(points) ?? 0) > 0
      ? say`up ${size(points)} points`
      : say`down ${size(points)} points`
}

/** 提高1.2个百分点，降低0.4个百分点，持平 */
export function pointsZh(points: Fact): Prose {
  return isNothing(points)
    ? say`持平`
    : (numberOf(points) ?? 0) > 0
      ? say`提高${size(points)}个百分点`
      : say`降低${size(points)}个百分点`
}

const WEEKDAYS: Labels[] = [
  { en: 'Sunday', zh: '星期日' },
  { en: 'Monday', zh: '星期一' },
  { en: 'Tuesday', zh: '星期二' },
  { en: 'Wednesday', zh: '星期三' },
  { en: 'Thursday', zh: '星期四' },
  { en: 'Friday', zh: '星期五' },
  { en: 'Saturday', zh: '星期六' },
]

/** The weekday of a local day. */
export const nameWeekday = (day: string): Labels =>
  WEEKDAYS[new Date(`${day}T00:00Z`).getUTCDay()] ?? { en: '', zh: '' }

/** The weekday of a fact that is a day, in words. */
export const weekdayOf = ({ value }: Fact, language: Language): Prose => [
  nameWeekday(String(value))[language],
]
