import { CsvError, type Info, parse } from 'csv-parse/sync'
import { type Problem, suggest } from './pack-error.ts'
import { readPackText } from './pack-text.ts'

/** A row of a csv file of a pack: its trimmed, non-empty fields. */
export interface TableRow {
  fields: Readonly<Record<string, string>>
  line: number
  blame(field: string, message: string): void
}

interface ParsedRow {
  record: Record<string, string>
  info: Info
}

/** Reads a csv file of a pack whose columns are among `known` and contain `required`. */
export async function readTableFile(
  folder: string,
  file: string,
  known: readonly string[],
  required: readonly string[],
  problems: Problem[],
): Promise<TableRow[]> {
  const blame = (line: number | null, field: string | null, message: string) =>
    problems.push({ file, line, field, message })
  const text = await readPackText(folder, file, problems)
  if (text === null) return []
  let header: string[] = []
  let rows: ParsedRow[]
  try {
    rows = parse(text, {
      columns: (names: string[]) => {
        header = names.map((name) => name.trim())
        return header
      },
      info: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as ParsedRow[]
  } catch (error) {
    const line = error instanceof CsvError ? Number(error.lines) : Number.NaN
    const message = error instanceof Error ? error.message : String(error)
    blame(Number.isNaN(line) ? null : line, null, message)
    return []
  }
  header.forEach((name, i) => {
    if (!known.includes(name)) blame(1, name, `is no column of this file: ${suggest(name, known)}`)
    else if (header.indexOf(name) !== i) blame(1, name, 'stands twice in the header')
  })
  const missing = required.filter((name) => !header.includes(name))
  for (const name of missing) blame(1, name, 'is missing: add this column')
  if (missing.length > 0) return []
  return rows.map(({ record, info }) => {
    const filled = Object.entries(record).filter(([, value]) => value !== '')
    const spans = Object.values(record).reduce((n, value) => n + value.split('\n').length - 1, 0)
    const line = info.lines - spans
    return {
      fields: Object.fromEntries(filled),
      line,
      blame: (field: string, message: string) => blame(line, field, message),
    }
  })
}
