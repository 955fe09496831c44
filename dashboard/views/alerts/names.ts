import type { DimensionId } from '../../../sql/model/dimensions.ts'
import { memberOf, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { city } from '../../state/view.ts'
import type { ChainOf, Episode } from './state.ts'
import { TEXT } from './text.ts'

const AREAS = ['district', 'subdistrict'] as const satisfies DimensionId[]
const CATEGORIES = ['category1', 'category2', 'category3'] as const satisfies DimensionId[]

const levelOf = (levels: readonly DimensionId[], code: string): DimensionId | undefined =>
  levels.find((level) => memberOf(level, code) !== null)

const chainIn =
  (levels: readonly DimensionId[]): ChainOf =>
  (code) => {
    const chain: string[] = []
    let next: string | null = code
    while (next && !chain.includes(next)) {
      chain.push(next)
      const level = levelOf(levels, next)
      next = level ? (memberOf(level, next)?.parent ?? null) : null
    }
    return chain
  }

/** What areas and categories lie in, as the catalog has it. */
export const areasOf = chainIn(AREAS)
export const categoriesOf = chainIn(CATEGORIES)

/** An area of any level by its name, a subdistrict with its district's; by its code where it has none. */
export function nameArea(code: string): string {
  const lang = language.value
  const text = TEXT[lang]
  if (code === '') return text.everywhere(city.value?.names[lang] ?? '')
  const level = levelOf(AREAS, code)
  const name = level ? nameOf(level, code) : code
  const parent = level === 'subdistrict' ? memberOf(level, code)?.parent : null
  return parent ? text.within(name, nameOf('district', parent)) : name
}

/** A category of any level by its name; by its code where it has none. */
export function nameCategory(code: string): string {
  if (code === '') return TEXT[language.value].everything
  const level = levelOf(CATEGORIES, code)
  return level ? nameOf(level, code) : code
}

/** Where a rise is and what it is about. */
export function namePlace({ area, category, hours }: Pick<Episode, 'area' | 'category' | 'hours'>) {
  const text = TEXT[language.value]
  const isAll = hours !== undefined && category === ''
  return text.place(nameArea(area), isAll ? text.emergencies : nameCategory(category))
}
