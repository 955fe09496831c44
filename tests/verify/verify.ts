import { existsSync } from 'node:fs'
import { errorOf } from './compare.ts'
import { isRight, type Verdict, verifyFolder } from './run.ts'

/**
 * Runs every reference case of a folder against the methods of server/stats, and prints for each file
 * the largest error and whether it is within the case's tolerance.
 * `npm run verify -- DIR`; the exit code is 1 where one is not.
 */
const [folder, ...more] = process.argv.slice(2)
if (!folder || more.length > 0 || !existsSync(folder)) {
  const why = folder && !existsSync(folder) ? `There is no folder ${folder}.\n` : ''
  process.stderr.write(`${why}usage: npm run verify -- DIR (a folder with case files, *.json)\n`)
  process.exit(2)
}

const show = (error: number): string => (error === 0 ? '0' : error.toExponential(1))

function sayWorst({ worst }: Verdict): string {
  if (!worst) return ''
  const { path, expected, actual } = worst
  return `\n      ${path}: ${JSON.stringify(actual)} where ${JSON.stringify(expected)} is due (off by ${show(errorOf(worst))})`
}

const verdicts = await verifyFolder(folder)
for (const verdict of verdicts) {
  const { file, checks, largestError, problem } = verdict
  const mark = isRight(verdict) ? 'within' : 'NOT WITHIN'
  const told = problem ?? `largest error ${show(largestError)} of ${checks} values`
  process.stdout.write(`${mark.padEnd(11)} ${file.padEnd(44)} ${told}${sayWorst(verdict)}\n`)
}
const right = verdicts.filter(isRight).length
process.stdout.write(`${right} of ${verdicts.length} case files within tolerance\n`)
process.exit(right === verdicts.length && verdicts.length > 0 ? 0 : 1)
