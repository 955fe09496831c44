/** A format that is often sent where a csv is meant. */
export interface ForeignFormat {
  /** With its article: `an Excel workbook`. */
  name: string
  /** What to do about it, the end of a sentence. */
  advice: string
}

const EXPORT = 'export the table as "CSV UTF-8" and load that.'
const UNPACK = 'unpack it and load the csv inside.'
const AS_UTF8 = 'save it as UTF-8 and load that.'

const MAGIC: readonly [bytes: string, name: string, advice: string][] = [
  ['d0cf11e0a1b11ae1', 'an old Excel workbook', EXPORT],
  ['25504446', 'a PDF document', EXPORT],
  ['53514c69746520666f726d6174203300', 'an SQLite database', EXPORT],
  ['89504e47', 'a picture', EXPORT],
  ['ffd8ff', 'a picture', EXPORT],
  ['47494638', 'a picture', EXPORT],
  ['28b52ffd', 'a Zstandard archive', UNPACK],
  ['fd377a585a00', 'an xz archive', UNPACK],
  ['425a68', 'a bzip2 archive', UNPACK],
  ['377abcaf271c', 'a 7-Zip archive', UNPACK],
  ['526172211a07', 'a RAR archive', UNPACK],
  ['1f8b', 'a gzip file', UNPACK],
  ['4152524f5731', 'an Arrow file', 'save it as Parquet and load that.'],
  ['4f626a01', 'an Avro file', 'save it as Parquet and load that.'],
  ['fffe0000', 'text in UTF-32', AS_UTF8],
  ['0000feff', 'text in UTF-32', AS_UTF8],
  ['fffe', 'text in UTF-16', AS_UTF8],
  ['feff', 'text in UTF-16', AS_UTF8],
]

/** What the first bytes of a file show it to be, where that is neither csv nor JSON lines. */
export function nameForeignFormat(head: Uint8Array): ForeignFormat | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const hex = bytes.toString('hex', 0, 16)
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return nameZip(bytes)
  for (const [magic, name, advice] of MAGIC) if (hex.startsWith(magic)) return { name, advice }
  return nameMarkup(bytes) ?? nameBinary(bytes)
}

function nameZip(head: Buffer): ForeignFormat {
  if (head.includes('xl/') || head.includes('[Content_Types].xml')) {
    return { name: 'an Excel workbook', advice: EXPORT }
  }
  if (head.includes('opendocument.spreadsheet')) {
    return { name: 'an OpenDocument spreadsheet', advice: EXPORT }
  }
  return { name: 'a zip archive', advice: UNPACK }
}

function nameMarkup(head: Buffer): ForeignFormat | null {
  const start = head
    .toString('latin1', 0, 512)
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart()
  if (/^<(!doctype html|html|head|body)\b/i.test(start)) {
    return { name: 'a web page', advice: 'the download probably failed, fetch it again.' }
  }
  if (/^<\?xml|^<[a-z][\w:.-]*[\s>]/i.test(start)) return { name: 'XML', advice: EXPORT }
  if (/^\[\s*(\{|\[|$)/.test(start)) {
    return { name: 'a JSON array', advice: 'write one object a line (.ndjson) and load that.' }
  }
  return null
}

function nameBinary(head: Buffer): ForeignFormat | null {
  const zeros = head.reduce((count, byte, at) => count + (byte === 0 && at < 4096 ? 1 : 0), 0)
  if (zeros === 0) return null
  const looked = Math.min(head.length, 4096)
  if (zeros > looked / 4) {
    return { name: 'text in UTF-16 or no text at all', advice: AS_UTF8 }
  }
  return zeros > looked / 100 ? { name: 'a binary file', advice: EXPORT } : null
}
