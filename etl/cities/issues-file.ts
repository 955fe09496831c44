import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Issue } from '../../sql/model/city.ts'
import { DIMENSIONS } from '../../sql/model/dimensions.ts'
import { checkId } from './checks.ts'
import { LABELS } from './city-file.ts'
import { readJsonFile } from './json-file.ts'
import { type Problem, suggest } from './pack-error.ts'

const ISSUES_FILE = z.array(
  z.strictObject({
    id: z.string(),
    names: LABELS,
    where: z
      .array(z.strictObject({ dimension: z.string(), in: z.array(z.string()).min(1) }))
      .min(1),
  }),
)

/**
 * Reads and checks `issues.json`, the named filters of the pack in `folder`.
 * @param allowed the members of a dimension where they are known beforehand, else null
 */
export async function readIssues(
  folder: string,
  allowed: (dimension: string) => readonly string[] | null,
  problems: Problem[],
): Promise<Issue[]> {
  if (!existsSync(join(folder, 'issues.json'))) return []
  const file = await readJsonFile(folder, 'issues.json', ISSUES_FILE, problems)
  if (!file) return []
  const dimensions = Object.keys(DIMENSIONS).filter((id) => id !== 'issue')
  const ids = file.value.map((issue) => issue.id)
  file.value.forEach((issue, i) => {
    const wrong = checkId(issue.id)
    if (wrong) file.blame([i, 'id'], wrong)
    if (ids.indexOf(issue.id) !== i) file.blame([i, 'id'], `"${issue.id}" stands here twice`)
    issue.where.forEach((clause, c) => {
      const path = [i, 'where', c]
      if (!dimensions.includes(clause.dimension)) {
        const hint = suggest(clause.dimension, dimensions)
        file.blame([...path, 'dimension'], `there is no "${clause.dimension}": ${hint}`)
        return
      }
      const known = allowed(clause.dimension)
      clause.in.forEach((member, m) => {
        if (known && member !== 'unknown' && !known.includes(member)) {
          file.blame([...path, 'in', m], `there is no "${member}": ${suggest(member, known)}`)
        }
      })
    })
  })
  return file.value
}
