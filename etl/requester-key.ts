import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secret that turns a caller's number into `requester_key`: 128 bits in two halves. */
export type RequesterKey = readonly [bigint, bigint]

/**
 * Reads the secret of this installation, and makes it when there is none. It never leaves the data
 * folder; without it no hash leads back to a number, and with another one repeat calls are not seen.
 */
export async function readRequesterKey(data: string): Promise<RequesterKey> {
  await mkdir(data, { recursive: true, mode: 0o700 })
  const path = join(data, 'requester.key')
  try {
    await writeFile(path, randomBytes(16).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const hex = (await readFile(path, 'utf8')).trim()
  if (!/^[0-9a-f]{32}$/.test(hex)) {
    throw new Error(
      `${path} does not hold a key of 32 hexadecimal digits: restore it from a backup`,
    )
  }
  return [BigInt(`0x${hex.slice(0, 16)}`), BigInt(`0x${hex.slice(16)}`)]
}
