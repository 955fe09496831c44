import type { Labels } from './labels.ts'
import type { PartId } from './parts.ts'

export type Format = 'count' | 'rate' | 'hours' | 'perThousand' | 'score'

/** A number that can be asked for (DESIGN 5.5). */
export interface Measure {
  id: string
  names: Labels
  description: Labels
  format: Format
  /** Is more better? 0: neither. */
  polarity: 1 | -1 | 0
  /** Days after which a cohort's value has settled; null where it never changes. */
  maturityDays: number | null
}
