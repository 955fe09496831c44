import { formatCount, formatDay } from '../../i18n/format.ts'
import type { Language } from '../../i18n/text.ts'
import { writeExpected, writeRatio } from '../alerts/write-numbers.ts'
import {
  type Adjacency,
  type Cluster,
  countClasses,
  type Spot,
  type SpotsByLevel,
} from './state.ts'
import { TEXT } from './text.ts'

/** So many areas of a cluster are named. */
const MOST_NAMED = 5

/** The areas of a cluster in a list, those beyond the first few as a count. */
export function tellAreas(names: readonly string[], language: Language): string {
  const text = TEXT[language]
  const more = names.length - MOST_NAMED
  if (more <= 1) return names.join(text.comma)
  const named = names.slice(0, MOST_NAMED).join(text.comma)
  // In Chinese the count after such a list is that of all.
  const told = language === 'zh' ? names.length : more
  return `${named}${language === 'zh' ? '' : text.comma}${text.more(formatCount(told, language))}`
}

/** A cluster in a sentence. */
export const tellCluster = (
  { observed, expected, ratio, begin }: Cluster,
  category: string,
  areas: readonly string[],
  language: Language,
): string =>
  TEXT[language].cluster({
    category,
    areas: tellAreas(areas, language),
    observed: formatCount(observed, language),
    since: formatDay(begin, language),
    expected: writeExpected(expected, language),
    ratio: writeRatio(ratio, language),
  })

/** What a hot spot had in the last week, and of how many weeks it was one. */
export const tellSpot = (
  { counts, weeksHot }: Pick<Spot, 'counts' | 'weeksHot'>,
  weeks: number,
  language: Language,
): string =>
  TEXT[language].spot({
    last: formatCount(counts.at(-1) ?? 0, language),
    hot: formatCount(weeksHot, language),
    weeks: formatCount(weeks, language),
  })

/** How many hot spots of which classes there are. */
export function tellCounts(spots: SpotsByLevel, language: Language): string {
  const text = TEXT[language]
  const counts = countClasses(spots).map(({ class: one, count }) =>
    text.count(text.classes[one].name, formatCount(count, language)),
  )
  return text.others(counts.join(language === 'zh' ? '，' : ', '))
}

/** How it was known which areas lie beside each other. */
export function tellAdjacency({ method, schematic }: Adjacency, language: Language): string {
  const text = TEXT[language]
  const drawn = method === 'boundaries' && schematic ? text.schematic : ''
  return `${text.adjacency[method ?? 'none']}${drawn}${language === 'zh' ? '。' : '.'}`
}
