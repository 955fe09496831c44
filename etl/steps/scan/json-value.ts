/** Is this line one JSON object (RFC 8259), blanks around it allowed? Lone surrogates are refused. */
export function isJsonObject(bytes: Uint8Array, from: number, to: number): boolean {
  const start = skipBlanks(bytes, from, to)
  if (bytes[start] !== 123 || start >= to) return false
  const end = readObject(bytes, start, to, 0)
  return end > 0 && skipBlanks(bytes, end, to) === to
}

/** Deeper than this no export nests, and the engine's parser would give up too. */
const DEEPEST = 200

// Each reader gives the offset behind what it read, or -1 where that is not there.

function skipBlanks(bytes: Uint8Array, from: number, to: number): number {
  let i = from
  while (i < to && (bytes[i] === 32 || bytes[i] === 9 || bytes[i] === 13 || bytes[i] === 10)) i++
  return i
}

function readObject(bytes: Uint8Array, from: number, to: number, depth: number): number {
  let i = skipBlanks(bytes, from + 1, to)
  if (i < to && bytes[i] === 125) return i + 1
  for (;;) {
    i = readString(bytes, i, to)
    if (i < 0) return -1
    i = skipBlanks(bytes, i, to)
    if (i >= to || bytes[i] !== 58) return -1
    i = readValue(bytes, skipBlanks(bytes, i + 1, to), to, depth + 1)
    if (i < 0) return -1
    i = skipBlanks(bytes, i, to)
    if (i >= to) return -1
    if (bytes[i] === 125) return i + 1
    if (bytes[i] !== 44) return -1
    i = skipBlanks(bytes, i + 1, to)
  }
}

function readArray(bytes: Uint8Array, from: number, to: number, depth: number): number {
  let i = skipBlanks(bytes, from + 1, to)
  if (i < to && bytes[i] === 93) return i + 1
  for (;;) {
    i = readValue(bytes, i, to, depth + 1)
    if (i < 0) return -1
    i = skipBlanks(bytes, i, to)
    if (i >= to) return -1
    if (bytes[i] === 93) return i + 1
    if (bytes[i] !== 44) return -1
    i = skipBlanks(bytes, i + 1, to)
  }
}

function readValue(bytes: Uint8Array, from: number, to: number, depth: number): number {
  if (from >= to || depth > DEEPEST) return -1
  switch (bytes[from]) {
    case 34:
      return readString(bytes, from, to)
    case 123:
      return readObject(bytes, from, to, depth)
    case 91:
      return readArray(bytes, from, to, depth)
    case 116:
      return readWord(bytes, from, to, TRUE)
    case 102:
      return readWord(bytes, from, to, FALSE)
    case 110:
      return readWord(bytes, from, to, NULL)
    default:
      return readNumber(bytes, from, to)
  }
}

const TRUE = Buffer.from('true')
const FALSE = Buffer.from('false')
const NULL = Buffer.from('null')

function readWord(bytes: Uint8Array, from: number, to: number, word: Uint8Array): number {
  const end = from + word.length
  if (end > to) return -1
  for (let k = 0; k < word.length; k++) if (bytes[from + k] !== word[k]) return -1
  return end
}

function readString(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to || bytes[from] !== 34) return -1
  let i = from + 1
  while (i < to) {
    const c = bytes[i]!
    if (c === 34) return i + 1
    if (c < 32) return -1
    i = c === 92 ? readEscape(bytes, i, to) : i + 1
    if (i < 0) return -1
  }
  return -1
}

const SHORT_ESCAPES = new Set(Buffer.from('"\\/bfnrt'))

function readEscape(bytes: Uint8Array, from: number, to: number): number {
  if (from + 1 >= to) return -1
  if (SHORT_ESCAPES.has(bytes[from + 1]!)) return from + 2
  const unit = readUnit(bytes, from, to)
  if (unit < 0 || (unit >= 0xdc00 && unit < 0xe000)) return -1
  if (unit < 0xd800 || unit >= 0xe000) return from + 6
  const low = readUnit(bytes, from + 6, to)
  return low >= 0xdc00 && low < 0xe000 ? from + 12 : -1
}

/** The code unit of a `\uXXXX`, or -1. */
function readUnit(bytes: Uint8Array, from: number, to: number): number {
  if (from + 6 > to || bytes[from] !== 92 || bytes[from + 1] !== 117) return -1
  let unit = 0
  for (let i = from + 2; i < from + 6; i++) {
    const c = bytes[i]!
    const lower = c | 32
    const digit = isDigit(c) ? c - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1
    if (digit < 0) return -1
    unit = unit * 16 + digit
  }
  return unit
}

function isDigit(c: number | undefined): boolean {
  return c !== undefined && c >= 48 && c <= 57
}

function readDigits(bytes: Uint8Array, from: number, to: number): number {
  let i = from
  while (i < to && isDigit(bytes[i])) i++
  return i === from ? -1 : i
}

function readNumber(bytes: Uint8Array, from: number, to: number): number {
  let i = bytes[from] === 45 ? from + 1 : from
  i = i < to && bytes[i] === 48 ? i + 1 : readDigits(bytes, i, to)
  if (i > 0 && i < to && bytes[i] === 46) i = readDigits(bytes, i + 1, to)
  if (i > 0 && i < to && (bytes[i]! | 32) === 101) {
    const signed = i + 1 < to && (bytes[i + 1] === 43 || bytes[i + 1] === 45)
    i = readDigits(bytes, i + (signed ? 2 : 1), to)
  }
  return i
}
