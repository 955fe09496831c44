import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitPoint } from '../../etl/load-context.ts'
import { loadFile } from '../../etl/load-file.ts'
import { readRequesterKey } from '../../etl/requester-key.ts'
import { settle } from '../../etl/settle.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Ground } from '../questions/draw.ts'
import { fixedForm, NAMED } from '../questions/named.ts'
import { answerOf, openAsker } from './asker.ts'
import { CITY, type History, SOURCE } from './history.ts'
import { writeNews } from './news.ts'

const FILES = 3
const NEWS = { complaints: 1000, updates: 500 }

export const FRESHNESS_WAY =
  'a csv file with 1,000 new complaints and 500 updates: from the begin of its load (as etl load does it, at the time of its data) to its commit, and then the slowest of the named Questions, each asked of a running server that had not answered it at the new data version; the worst of three files'

/** The slowest of the first answers at a data version, ms. */
async function askAll(url: string, ground: Ground, version: number): Promise<number> {
  const asker = openAsker(url)
  let slowest = 0
  for (const named of NAMED) {
    const told = await asker.ask(fixedForm(named, ground))
    const answer = answerOf(told, named.name)
    if (answer.version < version) {
      throw new Error(
        `"${named.name}" told of version ${answer.version} after ${version} was there`,
      )
    }
    slowest = Math.max(slowest, told.ms)
  }
  asker.close()
  return slowest
}

/** Seconds until what a small file tells is in every answer, for the slowest of three. */
export async function measureFreshness(
  warehouse: Warehouse,
  data: string,
  url: string,
  history: History,
  ground: Ground,
  tell: (what: string) => void,
): Promise<number> {
  const folder = join(data, 'news')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const requesterKey = await readRequesterKey(data)
  const { pack, plan } = history
  // Of a small history not so many are still under way.
  const news = { ...NEWS, updates: Math.min(NEWS.updates, plan.perDay) }
  let worst = 0
  try {
    for (let file = 0; file < FILES; file++) {
      const before = await readSnapshot(warehouse, CITY)
      const since = new Date(before.through ?? history.end)
      const { path, until } = await writeNews(history, since, news, folder)
      const begun = performance.now()
      let committed = Number.NaN
      const onPoint = (point: CommitPoint) => {
        if (point === 'committed') committed = performance.now()
      }
      const context = { warehouse, data, pack, requesterKey, now: until, onPoint }
      const result = await loadFile(context, SOURCE, path)
      if (result.state !== 'loaded') throw new Error(result.error ?? 'the news were not loaded')
      const loaded = (committed - begun) / 1000
      const slowest = (await askAll(url, ground, before.version + 1)) / 1000
      tell(
        `news ${file + 1}: committed after ${loaded.toFixed(2)} s, slowest answer ${slowest.toFixed(2)} s`,
      )
      worst = Math.max(worst, loaded + slowest)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  // What is measured next finds the slices as they are after a night.
  await settle(warehouse, CITY, history.end)
  return worst
}
