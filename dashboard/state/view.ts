import { computed, type ReadonlySignal } from '@preact/signals'
import type { CityHealth } from '../../server/contract/health.ts'
import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { Language } from '../i18n/text.ts'
import { go, path, rewrite, search } from './address.ts'
import { health } from './freshness.ts'
import { type Range, rangeOf } from './period.ts'
import { DEFAULTS, orderFilters, parseView, type View, writeView } from './view-url.ts'

export type { Filter, View } from './view-url.ts'

function preferred(): Language {
  return globalThis.navigator?.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

const asked = computed(() => parseView(search.value, preferred()))

/** The city that the page speaks of: the one asked for where it is there, else the server's first. */
export const city: ReadonlySignal<CityHealth | null> = computed(() => {
  const cities = health.value?.cities ?? []
  return cities.find(({ id }) => id === asked.value.city) ?? cities[0] ?? null
})

/** What the page shows, as its address says it. */
export const view: ReadonlySignal<View> = computed(() => ({
  ...asked.value,
  city: city.value?.id ?? asked.value.city,
}))

/** The local days of the period, [from, to); null until it is known how far the data tell. */
export const range: ReadonlySignal<Range | null> = computed(() => {
  const through = city.value?.through
  return through ? rangeOf(asked.value.period, through) : null
})

/** The address of another page, which keeps the city, the language and the theme alone. */
export function linkTo(page: string): string {
  const { city: chosen, language, theme } = asked.value
  return page + writeView({ ...DEFAULTS, city: chosen, language, theme })
}

/** Changes what is shown: a step in the history, but for how it is shown (language, theme). */
export function change(patch: Partial<View>): void {
  const steps = Object.keys(patch).some((key) => key !== 'language' && key !== 'theme')
  const href = path.value + writeView({ ...asked.value, ...patch })
  if (steps) go(href)
  else rewrite(href)
}

/** Changes what is shown in place of what the address said, without a step in the history. */
export function correct(patch: Partial<View>): void {
  rewrite(path.value + writeView({ ...asked.value, ...patch }))
}

/** The chosen members of a dimension; none: all. */
export function membersOf(dimension: DimensionId): string[] {
  return view.value.where.find((clause) => clause.dimension === dimension)?.in ?? []
}

/** Shows the complaints of these members alone; none: of all. */
export function filterBy(dimension: DimensionId, members: string[]): void {
  const others = view.value.where.filter((clause) => clause.dimension !== dimension)
  change({ where: orderFilters([...others, { dimension, in: members }]) })
}
