import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { localCubes } from './local-cubes.ts'
import type { Range } from './period.ts'
import { range } from './view.ts'

/** The days that a reader is just choosing, before they are the page's period; null: none. */
export const brushed = signal<Range | null>(null)

/** Are days being chosen that a cube of the page tells of? */
export const isBrushing: ReadonlySignal<boolean> = computed(() => {
  const days = brushed.value
  return days !== null && localCubes.value.some((cube) => cube.holds(days))
})

/** The days that are shown: those being chosen, where the page can tell of them by itself, else its period. */
export const shownRange: ReadonlySignal<Range | null> = computed(() =>
  isBrushing.value ? brushed.value : range.value,
)
