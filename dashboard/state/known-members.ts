import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { catalog, memberOf } from './catalog.ts'
import { correct, view } from './view.ts'
import type { Filter } from './view-url.ts'

const told = signal<{ city: string; dropped: Filter[] } | null>(null)

/** The filters of the address that were left out, since the city has no such members. */
export const dropped: ReadonlySignal<readonly Filter[]> = computed(() =>
  told.value?.city === view.value.city ? told.value.dropped : [],
)

/** Parts filters into those with members that are there, and those that are not. */
function partFilters(
  where: readonly Filter[],
  isKnown: (dimension: Filter['dimension'], code: string) => boolean,
): { known: Filter[]; strange: Filter[] } {
  const take = (wanted: boolean) =>
    where
      .map(({ dimension, in: members }) => ({
        dimension,
        in: members.filter((code) => isKnown(dimension, code) === wanted),
      }))
      .filter(({ in: members }) => members.length > 0)
  return { known: take(true), strange: take(false) }
}

/** Leaves out of the address, once the city's members are known, those that it has not. */
export function followMembers(): void {
  effect(() => {
    if (catalog.value?.city !== view.value.city) return
    const { known, strange } = partFilters(
      view.value.where,
      (dimension, code) => memberOf(dimension, code) !== null,
    )
    if (strange.length === 0) return
    told.value = { city: view.value.city, dropped: strange }
    correct({ where: known })
  })
}
