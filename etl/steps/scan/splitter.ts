/**
 * Told of each record when it ends. `end` is the offset in the present chunk just behind the record
 * and its line end; `line` is where the record begins, from 1. `fields` is 0 for a blank line, which
 * is no record. `sound` is false where the record breaks its format's grammar.
 */
export type OnRecord = (end: number, line: number, fields: number, sound: boolean) => void

/** Finds where records end in a text that comes in chunks of any size. */
export interface Splitter {
  push(chunk: Uint8Array): void
  /** The text is over. Throws UnclosedQuoteError where a quote is still open. */
  finish(): void
}

/** A quote that was opened at `line` and not closed where it should have been. */
export class UnclosedQuoteError extends Error {
  readonly line: number
  constructor(line: number) {
    super(`unclosed quote at line ${line}`)
    this.name = 'UnclosedQuoteError'
    this.line = line
  }
}
