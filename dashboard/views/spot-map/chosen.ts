import { signal } from '@preact/signals'

/** The category that the map of hot spots shows; null until the reader chooses one. */
export const chosenCategory = signal<string | null>(null)
