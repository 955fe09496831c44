import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Catalog } from '../../server/contract/catalog.ts'
import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { Labels } from '../../sql/model/labels.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import { readCatalog } from '../api/read.ts'
import { language } from './language.ts'
import { city } from './view.ts'

export type CatalogMeasure = Catalog['measures'][number]
export type CatalogDimension = Catalog['dimensions'][number]
export type CatalogMember = CatalogDimension['members'][number]

const read = signal<Catalog | null>(null)

/** What can be asked of the city; null until it is known. */
export const catalog: ReadonlySignal<Catalog | null> = read

const UNKNOWN: Labels = { en: 'Unknown', zh: '未知' }

const index = computed(
  () =>
    new Map(
      catalog.value?.dimensions.map(({ id, members }) => [
        id,
        new Map(members.map((member) => [member.code, member])),
      ]),
    ),
)

/** Reads the catalog of the city now, and anew when its data change. */
export function followCatalog(): void {
  const key = computed(() => city.value && `${city.value.id} ${city.value.version}`)
  effect(() => {
    if (!key.value) return
    const id = city.peek()?.id ?? ''
    if (read.peek()?.city !== id) read.value = null
    const aborter = new AbortController()
    readCatalog(id, aborter.signal).then(
      (next) => {
        read.value = next
      },
      () => {
        // Names stay codes, and the masthead says that the server does not answer.
      },
    )
    return () => aborter.abort()
  })
}

export const measureOf = (id: MeasureId): CatalogMeasure | null =>
  catalog.value?.measures.find((measure) => measure.id === id) ?? null

export const dimensionOf = (id: DimensionId): CatalogDimension | null =>
  catalog.value?.dimensions.find((dimension) => dimension.id === id) ?? null

export const memberOf = (dimension: DimensionId, code: string): CatalogMember | null =>
  index.value.get(dimension)?.get(code) ?? null

/** The name of a member in the page's language; a member that has none is called by its code. */
export function nameOf(dimension: DimensionId, code: string): string {
  if (code === 'unknown') return UNKNOWN[language.value]
  return memberOf(dimension, code)?.names[language.value] ?? code
}
