import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { loadFile } from '../../etl/load-file.ts'
import { readRequesterKey } from '../../etl/requester-key.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Ground } from '../questions/draw.ts'
import { fixedForm, NAMED } from '../questions/named.ts'
import { answerOf, openAsker } from './asker.ts'
import { CITY, type History, SOURCE } from './history.ts'
import { writeNews } from './news.ts'

const FILES = 3
const NEWS = { complaints: 1000, updates: 500 }
/** As many as a browser opens. */
const CONNECTIONS = 6

export const FRESHNESS_WAY =
  'a csv file with 1,000 new complaints and 500 updates, from the begin of its load (as etl load does it, at the time of its data) until every named Question is answered at the new data version by a running server; the worst of three files'

/** Asks every named Question until its answer is of the version or a later one. */
async function untilAllTell(url: string, ground: Ground, version: number): Promise<void> {
  const asker = openAsker(url, CONNECTIONS)
  try {
    await Promise.all(
      NAMED.map(async (named) => {
        const question = fixedForm(named, ground)
        for (;;) {
          const answer = answerOf(await asker.ask(question), named.name)
          if (answer.version >= version) return
        }
      }),
    )
  } finally {
    asker.close()
  }
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
      tell(`news ${file + 1} is written`)
      const begun = performance.now()
      const context = { warehouse, data, pack, requesterKey, now: until }
      const result = await loadFile(context, SOURCE, path)
      if (result.state !== 'loaded') throw new Error(result.error ?? 'the news were not loaded')
      const loaded = (performance.now() - begun) / 1000
      tell(`news ${file + 1} is loaded`)
      await untilAllTell(url, ground, before.version + 1)
      const seconds = (performance.now() - begun) / 1000
      tell(
        `news ${file + 1}: loaded in ${loaded.toFixed(2)} s, in every answer after ${seconds.toFixed(2)} s`,
      )
      worst = Math.max(worst, seconds)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return worst
}
