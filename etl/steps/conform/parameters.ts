/** Collects the query parameters of one statement. */
export interface Parameters {
  values: Record<string, unknown>
  /** A scalar as a query parameter. */
  bind(value: string | number | bigint, type: 'String' | 'UInt64' | 'Int64' | 'Float64'): string
}

export function createParameters(): Parameters {
  const values: Record<string, unknown> = {}
  const names = new Map<string, string>()
  return {
    values,
    bind(value, type) {
      const key = `${type} ${value}`
      const name = names.get(key) ?? `m${names.size}`
      names.set(key, name)
      values[name] = typeof value === 'bigint' ? value.toString() : value
      return `{${name}:${type}}`
    },
  }
}

/**
 * A constant array of texts. A pack's directory has thousands of members, more than the address of a
 * request may hold as parameters, so they travel in the statement, in hexadecimal: nothing but the
 * digits 0 to f, whatever the texts are.
 */
export function textArray(texts: readonly string[]): string {
  if (texts.length === 0) return "CAST([], 'Array(String)')"
  const bytes = Buffer.from(texts.map((text) => text.replaceAll('\u001f', ' ')).join('\u001f'))
  return `splitByChar('\\x1f', unhex('${bytes.toString('hex')}'))`
}

/** A constant array of whole numbers. */
export function numberArray(numbers: readonly number[], type: 'Int64' | 'UInt8'): string {
  const wrong = numbers.find((n) => !Number.isSafeInteger(n))
  if (wrong !== undefined) throw new RangeError(`${wrong} is no whole number`)
  return `CAST([${numbers.join(',')}], 'Array(${type})')`
}

/** A column's name as an identifier of the statement. */
export const quoteName = (name: string): string =>
  `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
