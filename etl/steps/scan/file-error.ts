import { basename } from 'node:path'

/** A file that cannot be loaded. The message is one sentence: what is wrong, where, what to do. */
export class FileError extends Error {
  readonly path: string
  /** The line of the file that the sentence speaks of, from 1. */
  readonly line: number | null
  constructor(path: string, says: string, options: { line?: number; cause?: unknown } = {}) {
    super(`${basename(path)} ${says}`, { cause: options.cause })
    this.name = 'FileError'
    this.path = path
    this.line = options.line ?? null
  }
}

const SAYS: Record<string, string> = {
  ENOENT: 'is not there (any more): check the path, or put the file back.',
  EACCES: 'may not be read by the user that runs Weisu: give that user the right to read it.',
  EPERM: 'may not be read by the user that runs Weisu: give that user the right to read it.',
  EISDIR: 'is a directory, not a file: name the files in it, or the directory on its own.',
  ENOSPC:
    'could not be copied for loading because the disk is full: free some space and load it again.',
  EDQUOT:
    'could not be copied for loading because the disk quota is used up: free some space and load it again.',
  EROFS:
    'could not be copied for loading because the disk may not be written to: choose another WEISU_DATA.',
  EMFILE:
    'could not be opened because too many files are open: load it again when less is running.',
  ENFILE:
    'could not be opened because too many files are open: load it again when less is running.',
  EIO: 'could not be read to its end, the disk reports a fault: copy it anew from where it came.',
  ELOOP: 'is a link that leads back to itself: name the file itself.',
  ENAMETOOLONG: 'has a name that the disk does not take: give it a shorter one.',
  Z_BUF_ERROR: 'ends in the middle of its gzip data, it was cut off: fetch it again, whole.',
  Z_DATA_ERROR: 'is damaged, its gzip data do not add up: fetch it again.',
}

/** The sentence for what the system reported while reading `path`; other errors pass through. */
export function toFileError(path: string, error: unknown): unknown {
  if (error instanceof FileError || !(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code
  const says = code === undefined ? undefined : SAYS[code]
  return says === undefined ? error : new FileError(path, says, { cause: error })
}
