import { memberTree } from '../../sql/compile/codes.ts'
import type { City } from '../../sql/model/city.ts'
import { type DimensionId, UNKNOWN } from '../../sql/model/dimensions.ts'
import type { Labels } from '../../sql/model/labels.ts'
import type { Name } from './document.ts'

const UNKNOWN_NAMES: Labels = { en: 'Unknown', zh: '未知' }

/** Gives members of a city their names; a code that the pack does not know stands for itself. */
export function createNaming(city: City): (dimension: DimensionId, code: string) => Name {
  const trees = new Map<DimensionId, Map<string, { names: Labels; parent: string | null }>>()
  const treeOf = (dimension: DimensionId) => {
    const known = trees.get(dimension)
    if (known) return known
    const tree = new Map(memberTree(city, dimension).map((member) => [member.code, member]))
    trees.set(dimension, tree)
    return tree
  }
  return (dimension, code) => {
    if (code === UNKNOWN) return { dimension, code, names: UNKNOWN_NAMES }
    const member = treeOf(dimension).get(code)
    const names = member?.names ?? { en: code, zh: code }
    // Subdistricts of different districts may have the same name.
    const parent =
      dimension === 'subdistrict' && member?.parent
        ? treeOf('district').get(member.parent)?.names
        : undefined
    if (!parent) return { dimension, code, names }
    return {
      dimension,
      code,
      names: { en: `${names.en} (${parent.en})`, zh: `${parent.zh}${names.zh}` },
    }
  }
}

export type Naming = ReturnType<typeof createNaming>
