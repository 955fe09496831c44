import type { Clause } from './question.ts'

/** What an asker may see: every clause is always applied, beside the Question's own. */
export interface Scope {
  where: Clause[]
}

export const EVERYTHING: Scope = { where: [] }
