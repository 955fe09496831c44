import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { listBriefings } from '../../sql/node/briefings.ts'
import { type Brook, openBrook } from '../server/briefing/brook.ts'
import { makeDays } from '../server/briefing/brook-days.ts'
import { runEtl } from '../support/command-line.ts'

let brook: Brook
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weisu-brief-'))
  brook = await openBrook('brief_command')
  const through = '2026-03-13 07:00:00'
  await brook.load(makeDays({ from: '2026-01-01', to: '2026-03-13', through, perDay: 20 }), through)
}, 60_000)
afterAll(async () => {
  await brook?.close()
  await rm(folder, { recursive: true, force: true })
})

const brief = (...args: string[]) =>
  runEtl(['brief', ...args], {
    WEISU_DATA: inject('data'),
    CLICKHOUSE_DATABASE: brook.warehouse.database,
  })

it('makes the notification of the day before the cut-off, writes the page and stores it', async () => {
  const out = join(folder, 'day.html')
  const { code, stdout } = await brief('--city', 'brook', '--out', out, '--language', 'en')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^brook-daily-2026-03-12: \d+ complaints received, /)
  expect(await readFile(out, 'utf8')).toContain('Brook: daily notification of complaints')
  const { briefings } = await listBriefings(brook.warehouse, 'brook', 10)
  expect(briefings.map(({ id }) => id)).toEqual(['brook-daily-2026-03-12'])
}, 60_000)

it('makes that of any day, as JSON', async () => {
  const { code, stdout } = await brief('--city', 'brook', '--date', '2026-03-01', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ id: 'brook-daily-2026-03-01', day: '2026-03-01' })
}, 60_000)

it('says what is wrong', async () => {
  expect(await brief('--city', 'brook', '--date', '1 March')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--date "1 March" is no day: write it as YYYY-MM-DD.'),
  })
  const early = await brief('--city', 'brook', '--date', '2023-12-31')
  expect(early).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      '--date 2023-12-31 lies before the data of brook, which begin on 2024-01-01.',
    ),
  })
  expect(early.stderr).not.toContain('    at ')
  expect(await brief('--city', 'nowhere')).toMatchObject({ code: 2 })
  expect(await brief('--city', 'brook', '--language', 'fr')).toMatchObject({ code: 2 })
}, 60_000)
