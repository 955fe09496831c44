/** How a file of complaints is written: its format, and whether it is compressed. */
export type FileKind = 'csv' | 'csv.gz' | 'ndjson' | 'ndjson.gz' | 'parquet'

const ENDINGS: readonly [string, FileKind][] = [
  ['.csv', 'csv'],
  ['.csv.gz', 'csv.gz'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
  ['.ndjson.gz', 'ndjson.gz'],
  ['.jsonl.gz', 'ndjson.gz'],
  ['.parquet', 'parquet'],
]

/** The kind that a file's name promises; null where the name says nothing. */
export function kindOfName(name: string): FileKind | null {
  const lower = name.toLowerCase()
  return ENDINGS.find(([ending]) => lower.endsWith(ending))?.[1] ?? null
}

export function isGzipped(kind: FileKind): boolean {
  return kind.endsWith('.gz')
}

export function isCsv(kind: FileKind): boolean {
  return kind === 'csv' || kind === 'csv.gz'
}
