import { type OnRecord, type Splitter, UnclosedQuoteError } from './splitter.ts'

const TAB = 9
const LF = 10
const CR = 13
const SPACE = 32
const QUOTE = 34

const RECORD = 0
const RECORD_CR = 1
const FIELD = 2
const FIELD_CR = 3
const PLAIN = 4
const QUOTED = 5
const CLOSED = 6
const CLOSED_SPACE = 7
const CLOSED_CR = 8

/**
 * Splits csv as RFC 4180 has it, and as the engine reads it: a quote means something at the start of
 * a field only; blanks behind a closing quote are passed over; a lone CR inside a field is
 * text, at its start it makes the record unsound. So does anything else behind a closing quote,
 * unless that field spans lines: then a quote was left open further up and has swallowed the lines
 * between, which is an UnclosedQuoteError.
 */
export function splitCsv(delimiter: number, onRecord: OnRecord): Splitter {
  // Bytes above this one can end nothing in a plain field.
  const ceiling = Math.max(delimiter, LF)
  let state = RECORD
  let fields = 0
  let sound = true
  let line = 1
  let recordLine = 1
  let quoteLine = 0

  function end(at: number): void {
    onRecord(at, recordLine, fields + 1, sound)
    fields = 0
    sound = true
    recordLine = line
  }

  function push(chunk: Uint8Array): void {
    const length = chunk.length
    let s = state
    let i = 0
    while (i < length) {
      let c = chunk[i]!
      if (s === PLAIN) {
        while (c > ceiling && ++i < length) c = chunk[i]!
        if (i === length) break
        if (c === delimiter) {
          fields++
          s = FIELD
        } else if (c === LF) {
          line++
          end(i + 1)
          s = RECORD
        }
      } else if (s === QUOTED) {
        while (c > QUOTE && ++i < length) c = chunk[i]!
        if (i === length) break
        if (c === QUOTE) s = CLOSED
        else if (c === LF) line++
      } else if (s <= FIELD) {
        if (c === QUOTE) {
          s = QUOTED
          quoteLine = line
        } else if (c === delimiter) {
          fields++
          s = FIELD
        } else if (c === LF) {
          line++
          if (s === FIELD) end(i + 1)
          else {
            onRecord(i + 1, recordLine, 0, true)
            recordLine = line
          }
          s = RECORD
        } else {
          s = c !== CR || s === RECORD_CR ? PLAIN : s === RECORD ? RECORD_CR : FIELD_CR
        }
      } else if (s === FIELD_CR) {
        if (c === LF) {
          line++
          end(i + 1)
          s = RECORD
        } else {
          sound = false
          s = PLAIN
          continue
        }
      } else if (s === CLOSED && c === QUOTE) {
        s = QUOTED
      } else if (c === delimiter && s !== CLOSED_CR) {
        fields++
        s = FIELD
      } else if (c === LF) {
        line++
        end(i + 1)
        s = RECORD
      } else if (c === CR && s !== CLOSED_CR) {
        s = CLOSED_CR
      } else if ((c === SPACE || c === TAB) && s !== CLOSED_CR) {
        s = CLOSED_SPACE
      } else {
        if (quoteLine !== line) throw new UnclosedQuoteError(quoteLine)
        sound = false
        s = PLAIN
        // This byte may itself be the delimiter that ends the field.
        continue
      }
      i++
    }
    state = s
  }

  function finish(): void {
    if (state === QUOTED) throw new UnclosedQuoteError(quoteLine)
    if (state === RECORD) return
    if (state === RECORD_CR) onRecord(0, recordLine, 0, true)
    else end(0)
    state = RECORD
  }

  return { push, finish }
}
