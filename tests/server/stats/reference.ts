import { existsSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../../../../shared/reference/stats/', import.meta.url)

/** Whether the cases made with other software lie beside the project. */
export const hasReference = existsSync(FOLDER)

/** One of those cases. */
export const readCase = <Case>(name: string): Case =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Case
