import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case, Check, Judge } from './case.ts'
import { errorOf, isWithin } from './compare.ts'

/** What came of one case file. */
export interface Verdict {
  file: string
  kind: string
  /** How many values were compared. */
  checks: number
  largestError: number
  /** The worst of those that are not within their tolerance; none: all are. */
  worst: Check | null
  /** Why nothing was compared; null where something was. */
  problem: string | null
}

const KINDS = new URL('./kinds/', import.meta.url)

/** `farringtonFlexible-trace` is judged by kinds/farrington-flexible-trace.ts. */
const fileOf = (kind: string): URL => {
  const name = kind.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
  return new URL(`${name.replace(/[^a-z0-9-]/g, '')}.ts`, KINDS)
}

async function judgeOf(kind: string): Promise<Judge | null> {
  const file = fileOf(kind)
  if (!existsSync(file)) return null
  return ((await import(file.href)) as { judge: Judge }).judge
}

function compare(file: string, given: Case, judge: Judge): Verdict {
  let checks = 0
  let largestError = 0
  let worst: Check | null = null
  for (const check of judge(given)) {
    checks += 1
    const error = errorOf(check)
    largestError = Math.max(largestError, error)
    if (!isWithin(check) && (worst === null || error > errorOf(worst))) worst = check
  }
  const problem = checks === 0 ? 'holds nothing that could be compared' : null
  return { file, kind: given.kind, checks, largestError, worst, problem }
}

async function verifyFile(folder: string, file: string): Promise<Verdict> {
  const failed = (kind: string, problem: string): Verdict => ({
    ...{ file, kind, checks: 0, largestError: Number.NaN, worst: null },
    problem,
  })
  let given: Case
  try {
    given = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case
  } catch (error) {
    return failed('', `is no JSON: ${(error as Error).message}`)
  }
  if (typeof given.kind !== 'string') return failed('', 'is no case: it has no "kind"')
  const judge = await judgeOf(given.kind)
  if (!judge) return failed(given.kind, `Weisu has no method of the kind "${given.kind}"`)
  try {
    return compare(file, given, judge)
  } catch (error) {
    return failed(given.kind, `could not be computed: ${(error as Error).message}`)
  }
}

/** Verifies every case file (`*.json`) of a folder, in the order of their names. */
export async function verifyFolder(folder: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  for (const file of files.sort()) verdicts.push(await verifyFile(folder, file))
  return verdicts
}

export const isRight = ({ worst, problem }: Verdict): boolean => worst === null && problem === null
