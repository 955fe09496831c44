import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { SEASONS } from './calendar.ts'
import { insideQuotes, type PhraseCollector } from './phrases.ts'

const FOLDER = fileURLToPath(new URL('./texts/', import.meta.url))

export const SLOTS = ['place', 'item', 'name', 'phone', 'days', 'time', 'shop', 'amount'] as const
type Slot = (typeof SLOTS)[number]

const ENTRY = z.strictObject({
  weight: z.number().positive(),
  season: z.enum(SEASONS).nullable(),
  hours: z.enum(['day', 'evening', 'night', 'all']),
  area: z.enum(['all', 'urban', 'rural']),
  zh: z.array(z.string()).min(1),
  en: z.array(z.string()).min(1),
})
/** What is said about a category of level 2, how often, when and where. */
export type TextEntry = z.infer<typeof ENTRY>

/**
 * The texts by category of level 2, from the folder's files, one a category of level 1.
 * @throws Error where a file is not of the form
 */
export function readTexts(): Map<string, TextEntry> {
  const entries = new Map<string, TextEntry>()
  for (const file of readdirSync(FOLDER).sort()) {
    if (!file.endsWith('.json')) continue
    const parsed = z
      .record(z.string(), ENTRY)
      .safeParse(JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')))
    if (!parsed.success) throw new Error(`texts/${file}: ${z.prettifyError(parsed.error)}`)
    for (const [code, entry] of Object.entries(parsed.data)) entries.set(code, entry)
  }
  return entries
}

/** A template: numbers of phrases, and slots as -1 less their place in SLOTS. */
export interface Template {
  parts: Int32Array
  names: ReadonlySet<Slot>
}

/** The templates of a language. */
export interface Templates {
  all: Template[]
  /** Those that report nobody; all where there are no others. */
  mild: Template[]
}

const REPORTS = /^(举报|Report against|I (want|wish) to report )/
const SLOT_PATTERN = new RegExp(`\\{(${SLOTS.join('|')})\\}`)

/** Compiles a template for a quoted csv field. Throws where it has a slot that there is none of. */
function compileTemplate(text: string, phrases: PhraseCollector): Template {
  const names = new Set<Slot>()
  const parts = text.split(SLOT_PATTERN).flatMap((part, i) => {
    if (i % 2 === 1) {
      names.add(part as Slot)
      return [-1 - SLOTS.indexOf(part as Slot)]
    }
    if (/[{}]/.test(part)) throw new Error(`there is no such slot: ${text}`)
    return part === '' ? [] : [phrases.add(insideQuotes(part))]
  })
  return { parts: Int32Array.from(parts), names }
}

/** @see compileTemplate */
export function compileTemplates(texts: readonly string[], phrases: PhraseCollector): Templates {
  const all = texts.map((text) => compileTemplate(text, phrases))
  const mild = all.filter((_, i) => !REPORTS.test(texts[i]!))
  return { all, mild: mild.length > 0 ? mild : all }
}
