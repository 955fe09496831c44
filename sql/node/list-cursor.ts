import type { ListPlace } from '../compile/list.ts'
import { QuestionError } from '../model/errors.ts'

/** Where a list goes on, and in which data version. */
export interface Cursor {
  version: number
  place: ListPlace
}

/** Opaque to whoever holds it. */
export const writeCursor = ({ version, place }: Cursor): string =>
  Buffer.from(JSON.stringify([version, place.received, place.source, place.id])).toString(
    'base64url',
  )

/** @throws QuestionError where the text is not one that `writeCursor` gave */
export function readCursor(text: unknown): Cursor {
  const wrong = new QuestionError('`after` is the `next` of a page before, as it was given.')
  if (typeof text !== 'string' || text.length > 2000) throw wrong
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw wrong
  }
  if (!Array.isArray(parsed) || parsed.length !== 4) throw wrong
  const [version, received, source, id] = parsed as unknown[]
  const whole = (value: unknown): value is number =>
    Number.isSafeInteger(value) && Number(value) >= 0
  if (!whole(version) || !whole(received)) throw wrong
  if (typeof source !== 'string' || typeof id !== 'string') throw wrong
  return { version, place: { received, source, id } }
}
