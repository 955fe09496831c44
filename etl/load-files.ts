import { stat } from 'node:fs/promises'
import type { LoadContext, Staged } from './load-context.ts'
import { type LoadResult, loadFile } from './load-file.ts'

export interface WaitingFile {
  source: string
  path: string
}

/** Files up to this size overlap; two larger ones at once could take more memory than the engine has. */
const SMALL_BYTES = 64 * 1024 ** 2

/** The file before: when it is over, and what it has staged if it gets so far. */
interface Before {
  done: Promise<void>
  staged: Promise<Staged | null>
  small: boolean
}

/** A compressed file is many times as large when it is read. */
const PACKED = 10

async function isSmall(path: string): Promise<boolean> {
  const bytes = (await stat(path).catch(() => null))?.size ?? 0
  return bytes * (/\.(gz|parquet)$/.test(path) ? PACKED : 1) <= SMALL_BYTES
}

/**
 * Loads files in their order. While a small one is compared, written and committed, the next is read
 * and staged: much of a load waits for one thread of the engine.
 * @param onResult told of each file in order
 * @throws as loadFile does; files that were not begun stay as they are
 */
export async function loadFiles<File extends WaitingFile>(
  context: Omit<LoadContext, 'now' | 'onStaged' | 'ahead'> & { now: () => Date },
  files: readonly File[],
  onResult: (file: File, result: LoadResult) => void,
): Promise<void> {
  let before = null as Before | null
  const begun: Promise<void>[] = []
  try {
    for (const file of files) {
      const small = await isSmall(file.path)
      const staged: Staged | null = before?.small && small ? await before.staged : null
      // One file ahead is enough: the one before the last must be over.
      await (staged ? begun.at(-2) : before?.done)
      context.signal?.throwIfAborted()
      const first: Promise<void> = before?.done ?? Promise.resolve()
      let tell: (staged: Staged | null) => void = () => undefined
      const reached = new Promise<Staged | null>((resolve) => {
        tell = resolve
      })
      const loading = loadFile(
        {
          ...context,
          now: context.now(),
          moreFollow: files.length > 1,
          onStaged: (reachedIt) => tell(reachedIt),
          ahead: staged ? { ...staged, done: first } : undefined,
        },
        file.source,
        file.path,
      ).finally(() => tell(null))
      const done = Promise.allSettled([first, loading]).then(async ([ended]) => {
        if (ended.status === 'rejected') throw ended.reason
        onResult(file, await loading)
      })
      begun.push(done)
      // Whoever waits for it hears of its failure; nobody else needs to.
      done.catch(() => undefined)
      before = { done, staged: reached, small }
    }
    await before?.done
  } finally {
    await Promise.allSettled(begun)
  }
}
