import { stat } from 'node:fs/promises'
import { FileError, toFileError } from './file-error.ts'

/** What tells whether a file is still the one that was looked at before. */
export interface FileStamp {
  bytes: number
  modified: Date
  inode: string
  /** Time of the last change, nanoseconds since 1970. */
  changed: string
}

/** Throws FileError where the path cannot be looked at, or names something else than a file. */
export async function stampFile(path: string): Promise<FileStamp> {
  try {
    const found = await stat(path, { bigint: true })
    if (found.isDirectory()) {
      throw new FileError(path, 'is a directory, not a file: name the files in it.')
    }
    if (!found.isFile()) {
      throw new FileError(path, 'is a device or a pipe, not a file: save its content to a file.')
    }
    return {
      bytes: Number(found.size),
      modified: new Date(Number(found.mtimeMs)),
      inode: `${found.dev}:${found.ino}`,
      changed: `${found.mtimeNs}`,
    }
  } catch (error) {
    throw toFileError(path, error)
  }
}

/** Throws FileError where the file is no longer as `before` has it: what was read of it cannot count. */
export async function requireUnchanged(path: string, before: FileStamp): Promise<void> {
  const now = await stampFile(path)
  const same =
    now.bytes === before.bytes && now.changed === before.changed && now.inode === before.inode
  if (same) return
  throw new FileError(
    path,
    'changed while it was read: wait until nothing writes to it any more and load it again.',
  )
}
