import type { Catalog } from '../../../server/contract/catalog.ts'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import type { Language } from '../../i18n/text.ts'
import type { CatalogMember } from '../../state/catalog.ts'
import type { Filter } from '../../state/view-url.ts'
import { type Facet, isChosen } from './facets.ts'

/** A member as a picker offers it. */
export interface Option {
  key: string
  dimension: DimensionId
  code: string
  name: string
  /** The names of the members above it; of a found one, since the tree is not shown then. */
  path: string
  depth: number
  chosen: boolean
}

export interface Offered {
  options: Option[]
  /** How many more there would be. */
  more: number
  /** How many members there are in all. */
  all: number
}

const MOST = 100

const keyOf = (dimension: DimensionId, code: string) => `${dimension}/${code}`

interface Level {
  dimension: DimensionId
  members: CatalogMember[]
}

/**
 * What a picker offers: with nothing typed the top level, and below the members that lead to a
 * choice their own; else all members of any level whose name (in either language) or code fits, the
 * higher levels and the names that begin so first.
 */
export function offer(
  facet: Facet,
  catalog: Catalog,
  where: Filter[],
  typed: string,
  language: Language,
): Offered {
  const levels = facet.levels.map((dimension): Level => {
    const found = catalog.dimensions.find(({ id }) => id === dimension)
    return { dimension, members: found?.members ?? [] }
  })
  const text = typed.trim().toLowerCase()
  const options = text === '' ? tree(levels, where, language) : find(levels, where, text, language)
  const shown = options.slice(0, MOST)
  const all = levels.reduce((sum, { members }) => sum + members.length, 0)
  return { options: shown, more: options.length - shown.length, all }
}

function toOption(
  { dimension }: Level,
  { code, names }: CatalogMember,
  depth: number,
  where: Filter[],
  language: Language,
): Option {
  const chosen = isChosen(where, dimension, code)
  return {
    key: keyOf(dimension, code),
    dimension,
    code,
    name: names[language],
    path: '',
    depth,
    chosen,
  }
}

function tree(levels: Level[], where: Filter[], language: Language): Option[] {
  const leading = leadingTo(levels, where)
  const below = (depth: number, parent: string | null): Option[] => {
    const level = levels[depth]
    if (!level) return []
    const members = parent ? level.members.filter((m) => m.parent === parent) : level.members
    return members.flatMap((member) => {
      const option = toOption(level, member, depth, where, language)
      return leading.has(option.key) ? [option, ...below(depth + 1, member.code)] : [option]
    })
  }
  return below(0, null)
}

/** The chosen members and all above them. */
function leadingTo(levels: Level[], where: Filter[]): Set<string> {
  const leading = new Set<string>()
  for (let depth = levels.length - 1; depth >= 0; depth--) {
    const level = levels[depth] as Level
    const above = levels[depth - 1]
    for (const { code, parent } of level.members) {
      const key = keyOf(level.dimension, code)
      if (isChosen(where, level.dimension, code)) leading.add(key)
      if (leading.has(key) && above && parent) leading.add(keyOf(above.dimension, parent))
    }
  }
  return leading
}

function find(levels: Level[], where: Filter[], text: string, language: Language): Option[] {
  const first: Option[] = []
  const others: Option[] = []
  levels.forEach((level, depth) => {
    for (const member of level.members) {
      const rank = rankOf(member, text)
      if (rank === null) continue
      const option = { ...toOption(level, member, 0, where, language) }
      option.path = pathOf(levels, depth, member, language)
      ;(rank === 0 ? first : others).push(option)
    }
  })
  return [...first, ...others]
}

/** 0: it begins so; 1: it holds the text; null: it does not fit. */
function rankOf({ code, names }: CatalogMember, text: string): 0 | 1 | null {
  const words = [names.en.toLowerCase(), names.zh.toLowerCase()]
  if (code.toLowerCase() === text || words.some((word) => word.startsWith(text))) return 0
  return words.some((word) => word.includes(text)) ? 1 : null
}

function pathOf(
  levels: Level[],
  depth: number,
  { parent }: CatalogMember,
  language: Language,
): string {
  const above = levels[depth - 1]?.members.find(({ code }) => code === parent)
  if (!above) return ''
  const higher = pathOf(levels, depth - 1, above, language)
  return higher ? `${higher} › ${above.names[language]}` : above.names[language]
}
