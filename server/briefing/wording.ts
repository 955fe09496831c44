import type { Fact, Prose } from './document.ts'
import { isNothing } from './format.ts'
import { numberOf } from './notebook.ts'
import { say, size } from './prose.ts'

/** up 3.2%, down 1.5%, unchanged */
export function changeEn(change: Fact): Prose {
  if (isNothing(change)) return say`unchanged`
  return (numberOf(change) ?? 0) > 0 ? say`up ${size(change)}` : say`down ${size(change)}`
}

/** 上升3.2%，下降1.5%，持平 */
export function changeZh(change: Fact): Prose {
  if (isNothing(change)) return say`持平`
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

export const WEEKDAYS = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
} as const

/** The weekday of a fact that is a day, in words. */
export function weekdayOf(day: Fact, language: 'en' | 'zh'): Prose {
  const at = new Date(`${String(day.value)}T00:00Z`).getUTCDay()
  return [WEEKDAYS[language][at] ?? '']
}
