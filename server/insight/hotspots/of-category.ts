import { NotFoundError } from '../../../sql/model/errors.ts'
import type { Hotspots } from './document.ts'

/** How many categories are named to whoever asks for one that is not there. */
const MOST_NAMED = 20

/**
 * What a document says of one category, with the reasons that hold for all.
 * @throws NotFoundError where it does not speak of the category
 */
export function ofCategory(hotspots: Hotspots, category: string): Hotspots {
  const categories = hotspots.categories.filter((one) => one.category === category)
  if (categories.length === 0 && hotspots.weeks !== null) {
    const codes = hotspots.categories.map((one) => one.category)
    throw new NotFoundError(
      `There are no complaints of a category "${category}" in these weeks.`,
      codes.slice(0, MOST_NAMED),
    )
  }
  const hexagons = hotspots.hexagons && {
    ...hotspots.hexagons,
    categories: hotspots.hexagons.categories.filter((one) => one.category === category),
  }
  const reasons = hotspots.reasons.filter((gap) => (gap.category ?? category) === category)
  return { ...hotspots, categories, ...(hexagons !== undefined && { hexagons }), reasons }
}
