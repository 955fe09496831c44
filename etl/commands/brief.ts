import { writeFile } from 'node:fs/promises'
import { LANGUAGES, type Language } from '../../server/briefing/document.ts'
import { writeHtml } from '../../server/briefing/html/html.ts'
import { writeText } from '../../server/briefing/prose.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import { briefDay, dayBefore, readThrough } from '../briefing.ts'
import { checkDay } from '../cities/checks.ts'
import type { CommandContext } from './context.ts'
import { refusePaths, requireOption, UsageError } from './usage.ts'

function readLanguage(value: unknown): Language {
  if (value === undefined) return 'zh'
  const language = LANGUAGES.find((known) => known === value)
  if (!language) throw new UsageError(`--language is ${LANGUAGES.join(' or ')}.`)
  return language
}

/** The day to report on: the one named, else the one before the cut-off of the data. */
async function readDay(
  { warehouse }: CommandContext,
  city: string,
  date: unknown,
): Promise<string> {
  if (typeof date === 'string') {
    const wrong = checkDay(date)
    if (wrong) throw new UsageError(`--date ${wrong}.`)
  }
  const snapshot = await readSnapshot(warehouse, city)
  const { span, timeZone } = snapshot.city
  if (typeof date === 'string') {
    if (date < span.from) {
      throw new UsageError(
        `--date ${date} lies before the data of ${city}, which begin on ${span.from}.`,
      )
    }
    return date
  }
  const through = await readThrough(warehouse, city)
  if (!through) throw new UsageError(`Nothing is loaded of ${city}: load a file first.`)
  return dayBefore(through, timeZone)
}

/**
 * `brief --city C [--date D] [--out FILE.html] [--language zh|en] [--json]`: makes the daily
 * notification of a day, stores it, and writes it as HTML to a file or as JSON to stdout.
 */
export async function runBrief(
  context: CommandContext,
  options: Record<string, unknown>,
  paths: string[],
): Promise<boolean> {
  refusePaths(paths)
  const { warehouse } = context
  const city = requireOption(options, 'city')
  const language = readLanguage(options.language)
  const day = await readDay(context, city, options.date)
  const document = await briefDay(warehouse, city, day, new Date())
  if (typeof options.out === 'string') {
    await writeFile(options.out, writeHtml(document, language))
    process.stderr.write(`${document.id}: written to ${options.out}\n`)
  }
  if (options.json) process.stdout.write(`${JSON.stringify(document)}\n`)
  else {
    const said = writeText(document.headline[language], document.facts, language)
    process.stdout.write(`${document.id}: ${said}\n`)
  }
  return true
}
