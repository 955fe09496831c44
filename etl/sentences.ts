import { basename } from 'node:path'
import { WarehouseDownError } from '../sql/model/errors.ts'
import { SourceError } from './steps/conform/columns.ts'
import { FileError } from './steps/scan/file-error.ts'

/** ClickHouse's errors that a person can do something about, by their code. */
const ENGINE_SAYS: Record<string, string> = {
  '243':
    'could not be loaded because the disk of the warehouse is full: free some space and load it again.',
  '241': 'needs more memory than the warehouse may use: split it and load the parts.',
  '159': 'took longer to load than a query may: split it and load the parts.',
  '33': 'ends in the middle of its data, it was cut off: fetch it again, whole.',
  '636': 'has no structure that the engine can read: export it again.',
}

const DISK_FULL = /No space left on device|NOT_ENOUGH_SPACE|ENOSPC|Disk quota exceeded/

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : ''

/** Codes of the above that are not the file's fault. */
const PASSING = new Set(['243', '241', '159'])

/** Whether the same file may well be loaded another time. */
export function isPassing(error: unknown): boolean {
  if (error instanceof WarehouseDownError) return true
  return error instanceof Error && (PASSING.has(codeOf(error)) || DISK_FULL.test(error.message))
}

/** One sentence for the person who loads the file: what is wrong, where, what to do. */
export function sayFailure(path: string, error: unknown): string {
  if (error instanceof FileError) return error.message
  const name = basename(path)
  if (error instanceof SourceError) return error.message.replace(/^The file/, name)
  if (!(error instanceof Error)) return `${name} could not be loaded: ${String(error)}`
  if (DISK_FULL.test(error.message)) return `${name} ${ENGINE_SAYS['243']}`
  const known = ENGINE_SAYS[codeOf(error)]
  if (known) return `${name} ${known}`
  if (error instanceof WarehouseDownError) {
    return `${name} could not be loaded because the warehouse died again and again: look at its log, then load it again.`
  }
  const [first] = error.message.split('\n')
  return `${name} could not be loaded: ${first}`
}
