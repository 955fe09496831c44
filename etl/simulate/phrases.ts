/** Texts as bytes, encoded once and copied by number. */
export interface Phrases {
  /** Copies phrase `id` into `out` at `at`; returns where it ends. */
  write(id: number, out: Buffer, at: number): number
  /** Bytes of the longest phrase. */
  longest: number
}

/** Collects phrases; equal ones share a number. */
export interface PhraseCollector {
  add(text: string): number
  seal(): Phrases
}

/** Up to so many bytes a loop is faster than a call. */
const FEW = 48

export function collectPhrases(): PhraseCollector {
  const numbers = new Map<string, number>()
  return {
    add(text) {
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, numbers.size)
      return numbers.size - 1
    },
    seal() {
      const texts = [...numbers.keys()].map((text) => Buffer.from(text))
      const starts = new Uint32Array(texts.length + 1)
      texts.forEach((text, i) => {
        starts[i + 1] = starts[i]! + text.length
      })
      const bytes = Buffer.concat(texts)
      return {
        longest: texts.reduce((most, text) => Math.max(most, text.length), 0),
        write(id, out, at) {
          const from = starts[id]!
          const to = starts[id + 1]!
          if (to - from > FEW) {
            bytes.copy(out, at, from, to)
            return at + to - from
          }
          let end = at
          for (let i = from; i < to; i++) out[end++] = bytes[i]!
          return end
        },
      }
    },
  }
}

/** A text as it stands between the quotes of a csv field. */
export const insideQuotes = (text: string): string => text.replaceAll('"', '""')
