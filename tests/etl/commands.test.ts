import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, runEtl } from '../support/command-line.ts'

const EXAMPLE = fileURLToPath(new URL('../fixtures/cities/', import.meta.url))
const HEADER =
  'case_enquiry_id,open_dt,target_dt,closed_dt,case_title,subject,reason,type,department,neighborhood,ward,latitude,longitude,source,closure_reason'
const GOOD =
  '1,2011-07-01 10:00:00,2011-07-03 10:00:00,2011-07-02 10:00:00,Light,PWD,Lights,Outage,PWDx,Roxbury,Ward 1,42.3,-71.1,Phone,done'

let data: string
let files: string
const etl = (...args: string[]): Promise<Ended> =>
  runEtl(args, { WEISU_DATA: data, CLICKHOUSE_URL: '' })
const load = (...paths: string[]) =>
  etl('load', '--city', 'boston', '--source', 'boston-311', '--json', ...paths)

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-commands-'))
  files = join(data, 'files')
  await mkdir(files)
})
afterAll(() => rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }))

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(files, name)
  await writeFile(path, content)
  return path
}

describe('etl load', () => {
  it('prints one object a file and nothing else, and knows a file that it has loaded', async () => {
    const path = await write('good.csv', `${HEADER}\n${GOOD}\n`)
    const first = await load(path)
    expect(first.code).toBe(0)
    expect(first.stderr).toBe('')
    const lines = first.stdout.trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(Object.keys(JSON.parse(lines[0] as string))).toEqual([
      'batch',
      'city',
      'source',
      'file',
      'sha256',
      'state',
      'rowsRead',
      'loaded',
      'superseded',
      'duplicates',
      'rejected',
      'warnings',
      'from',
      'to',
      'seconds',
      'error',
    ])
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      state: 'loaded',
      rowsRead: 1,
      loaded: 1,
      from: '2011-07-01',
      to: '2011-07-02',
      error: null,
    })
    const again = await load(path)
    expect(again.code).toBe(0)
    expect(JSON.parse(again.stdout)).toMatchObject({ state: 'unchanged', loaded: 0 })
  })

  it('says of each bad file what is wrong, where and what to do, and loads the next', async () => {
    const bad: [name: string, content: string | Buffer, says: RegExp][] = [
      [
        'a-missing.csv',
        'case_enquiry_id,opened\n1,2011-07-01 10:00:00\n',
        /no columns? .*"open_dt"/,
      ],
      ['b-empty.csv', '', /empty/],
      ['c-excel.csv', Buffer.from('PK\u0003\u0004 and so on'), /Excel|zip/i],
      ['d-quote.csv', `${HEADER}\n${GOOD}\n2,"2011-07-01 10:00:00,,,\n3,x\n`, /quote in line 3/],
      [
        'e-cut.csv.gz',
        gzipSync(Buffer.from(`${HEADER}\n${GOOD}\n`.repeat(50))).subarray(0, 60),
        /cut off/,
      ],
      ['f-cut.parquet', Buffer.from('PAR1 and then nothing'), /cut off|Parquet/],
      ['g-binary.csv', Buffer.from([0, 1, 2, 3, 0, 0, 5]), /g-binary\.csv/],
    ]
    for (const [name, content] of bad) await write(name, content)
    const good = await write('h-good.csv', `${HEADER}\n${GOOD.replace('1,', '77,')}\n`)
    const ended = await load(...bad.map(([name]) => join(files, name)), good)
    expect(ended.code).toBe(1)
    const lines = ended.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { state: string; error: string | null; file: string })
    expect(lines).toHaveLength(bad.length + 1)
    for (const [i, [name, , says]] of bad.entries()) {
      expect(lines[i]?.state, name).toBe('failed')
      expect(lines[i]?.error, name).toMatch(says)
      expect(lines[i]?.error, name).not.toMatch(/DB::Exception|\n/)
    }
    expect(lines.at(-1)?.state).toBe('loaded')
    const status = await etl('status', '--json')
    const { cities, loads } = JSON.parse(status.stdout)
    expect(cities).toMatchObject([{ id: 'boston', complaints: 2 }])
    expect(loads.filter((l: { state: string }) => l.state === 'failed')).toHaveLength(bad.length)
  })

  it('keeps rejected rows, counts records whose fields hold newlines, and takes any column order', async () => {
    const columns = HEADER.split(',').reverse()
    const good = GOOD.split(',').reverse()
    good[columns.indexOf('closure_reason')] = '"two\nlines, one ""field"""'
    good[columns.indexOf('case_enquiry_id')] = '500'
    const path = await write(
      'mixed.csv',
      `\ufeff${columns.join(',')},extra\r\n${good.join(',')},x\r\n501,too,few\r\n${good
        .map((v, i) => (columns[i] === 'case_enquiry_id' ? '' : v))
        .join(',')},x\r\n`,
    )
    const ended = await load(path)
    expect(JSON.parse(ended.stdout)).toMatchObject({
      state: 'loaded',
      rowsRead: 3,
      loaded: 1,
      rejected: 2,
    })
    const { batch } = JSON.parse(ended.stdout)
    const rejected = await etl('rejected', '--batch', String(batch), '--json')
    const rows = rejected.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows).toMatchObject([
      { line: 4, reasons: ['record: wrong number of fields'], raw: '501,too,few' },
      { line: 5, reasons: ['id: missing'] },
    ])
    expect((await etl('rejected', '--batch', 'x')).code).toBe(2)
  })

  it('tells wrong usage from a warehouse that is not there', async () => {
    const missing = await load(join(files, 'none*.csv'))
    expect(missing.code).toBe(2)
    expect(missing.stderr).toContain('none*.csv')
    const city = await etl('load', '--city', 'bostn', '--source', 'boston-311', files)
    expect(city.code).toBe(2)
    expect(city.stderr).toMatch(/boston/)
    const source = await etl('load', '--city', 'boston', '--source', 'x', files)
    expect(source.code).toBe(2)
    expect(source.stderr).toMatch(/boston-311/)
    expect((await etl('lod')).code).toBe(2)
    expect((await etl('load', '--citty', 'boston')).code).toBe(2)
    const away = await runEtl(['status'], {
      WEISU_DATA: data,
      CLICKHOUSE_URL: 'http://127.0.0.1:9',
    })
    expect(away.code).toBe(3)
    expect(away.stderr.trim().split('\n')).toHaveLength(1)
  })

  it('finds a city in the data folder, so that a new city needs no code', async () => {
    await cp(EXAMPLE, join(data, 'cities'), { recursive: true })
    const pack = await etl('load', '--city', 'pingshan', '--source', 'nope', files)
    expect(pack.code).toBe(2)
    expect(pack.stderr).toMatch(/has no source "nope"/)
    await appendFile(join(data, 'cities', 'pingshan', 'city.json'), '}')
    const broken = await etl('load', '--city', 'pingshan', '--source', 'nope', files)
    expect(broken.code).toBe(2)
    expect(broken.stderr).toMatch(/city\.json/)
  })
})

describe('etl rebuild', () => {
  it('computes the cubes anew under a new data version and changes no answer', async () => {
    const before = JSON.parse((await etl('status', '--json')).stdout).cities[0]
    const ended = await etl('rebuild', '--city', 'boston')
    expect(ended.code).toBe(0)
    const after = JSON.parse((await etl('status', '--json')).stdout).cities[0]
    expect(after).toEqual({ ...before, version: before.version + 1, lastLoad: after.lastLoad })
    expect((await etl('rebuild', '--city', 'boston', '--from', 'May')).code).toBe(2)
    expect((await etl('rebuild', '--city', 'nowhere')).code).toBe(2)
  })
})

it('leaves a log of the engine and no secrets in it', async () => {
  const log = await readFile(join(data, 'engine.log'), 'utf8').catch(() => '')
  expect(log).not.toMatch(/Light|Roxbury/)
})
