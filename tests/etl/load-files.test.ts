import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LoadResult } from '../../etl/load-file.ts'
import { loadFiles } from '../../etl/load-files.ts'
import { readHealth } from '../../sql/node/health.ts'
import { fileSets } from '../support/histories.ts'
import { openRiver, type River } from '../support/open-river.ts'
import { readState, riverContext } from '../support/river-city.ts'

let together: River
let alone: River
beforeEach(async () => {
  together = await openRiver('together')
  alone = await openRiver('alone')
})
afterEach(async () => {
  await together.close()
  await alone.close()
})

const said = ({ state, rowsRead, loaded, superseded, duplicates, rejected }: LoadResult) => ({
  state,
  rowsRead,
  loaded,
  superseded,
  duplicates,
  rejected,
})

async function loadTogether(paths: string[], signal?: AbortSignal): Promise<LoadResult[]> {
  const results: LoadResult[] = []
  const context = riverContext(together.warehouse, together.folder)
  const files = paths.map((path) => ({ source: 'line', path }))
  await loadFiles({ ...context, now: () => context.now, signal }, files, (file, result) => {
    expect(result.file).toBe(file.path)
    results.push(result)
  })
  return results
}

describe('files that overlap', () => {
  it('say and leave what they would one after the other: random, broken, repeated ones', async () => {
    await fc.assert(
      fc.asyncProperty(fileSets, fc.nat(), async (sets, at) => {
        const paths = await Promise.all(sets.map((rows) => together.write(rows)))
        const broken = join(together.folder, `broken-${Date.now()}.csv`)
        await writeFile(broken, 'id,updated\n')
        const again = `${paths[0]}.again.csv`
        await copyFile(paths[0] as string, again)
        paths.splice(at % (paths.length + 1), 0, broken)
        paths.splice(1, 0, again)
        const overlapped = await loadTogether(paths)
        const single: LoadResult[] = []
        for (const path of paths) single.push(await alone.load(path))
        expect(overlapped.map(said)).toEqual(single.map(said))
        expect(await readState(together.warehouse)).toEqual(await readState(alone.warehouse))
      }),
      { numRuns: 4, seed: 11 },
    )
  }, 180_000)

  it('stop at a signal, with what was loaded until then whole', async () => {
    const rows = (n: number) => [
      {
        id: `c${n}`,
        updated: '2026-03-19 10:00:00',
        received: '2026-03-10 10:00:00',
        closed: '-',
        category: 'k1',
        district: 'north',
        title: '',
      },
    ]
    const paths = await Promise.all([1, 2, 3, 4].map((n) => together.write(rows(n))))
    const ending = new AbortController()
    const results: LoadResult[] = []
    const context = riverContext(together.warehouse, together.folder)
    const files = paths.map((path) => ({ source: 'line', path }))
    const overlapping = { ...context, now: () => context.now, signal: ending.signal }
    const loading = loadFiles(overlapping, files, (_file, result) => {
      results.push(result)
      if (results.length === 2) ending.abort()
    })
    await expect(loading).rejects.toThrow()
    const { cities } = await readHealth(together.warehouse)
    expect(cities.find(({ id }) => id === 'river')?.complaints).toBe(results.length)
    expect((await loadTogether(paths)).map(({ state }) => state)).toEqual([
      ...results.map(() => 'unchanged'),
      ...paths.slice(results.length).map(() => 'loaded'),
    ])
    await rm(together.folder, { recursive: true, force: true })
  }, 60_000)
})
