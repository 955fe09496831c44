import { mkdirSync, statSync, utimesSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findFiles } from '../../../etl/steps/scan/find-files.ts'
import { isSettled } from '../../../etl/steps/scan/settled.ts'
import { scratchFolder } from './scratch.ts'

const file = scratchFolder()
const NAMES = [
  'in/part10.csv',
  'in/part2.csv',
  'in/README.md',
  'in/half.csv.part',
  'in/.hidden.csv',
  'in/deep/er/a.parquet',
  'in/lines.jsonl.gz',
  'odd [1].csv',
  'notes.txt',
]
for (const name of NAMES) file(name, 'a,b\n')
mkdirSync(file('nothing'))
const cwd = dirname(file('x'))

async function find(...patterns: string[]) {
  const { files, missing } = await findFiles(patterns, cwd)
  return { files: files.map((path) => relative(cwd, path)), missing }
}

describe('findFiles', () => {
  it('takes the files of a directory and below, in natural order', async () => {
    expect(await find('in')).toEqual({
      files: ['in/deep/er/a.parquet', 'in/lines.jsonl.gz', 'in/part2.csv', 'in/part10.csv'],
      missing: [],
    })
  })

  it('takes a path as it is written, whatever its name, and globs', async () => {
    expect(await find('odd [1].csv', 'notes.txt', 'in/part*.csv')).toEqual({
      files: ['odd [1].csv', 'notes.txt', 'in/part2.csv', 'in/part10.csv'],
      missing: [],
    })
    expect((await find('in/**/*.{csv,parquet}')).files).toEqual([
      'in/deep/er/a.parquet',
      'in/part2.csv',
      'in/part10.csv',
    ])
    expect((await findFiles([`${cwd}/in/part2*`])).files).toEqual([`${cwd}/in/part2.csv`])
  })

  it('takes a file once, and says what matches nothing', async () => {
    expect(await find('in/part2.csv', 'in', 'gone.csv', 'nothing', '*.xyz')).toEqual({
      files: ['in/part2.csv', 'in/deep/er/a.parquet', 'in/lines.jsonl.gz', 'in/part10.csv'],
      missing: ['gone.csv', 'nothing', '*.xyz'],
    })
  })
})

describe('isSettled', () => {
  it('waits until nothing has been written for a while', async () => {
    const path = file('arriving.csv', 'a,b\n')
    const written = statSync(path).ctimeMs
    expect(await isSettled(path, 2000, written + 1999)).toBe(false)
    expect(await isSettled(path, 2000, written + 2001)).toBe(true)
  })

  it('is not deceived by a time of modification that a copy has kept', async () => {
    const path = file('copied.csv', 'a,b\n')
    utimesSync(path, new Date(0), new Date(0))
    expect(await isSettled(path, 2000, statSync(path).ctimeMs + 100)).toBe(false)
  })

  it.each(['a.csv.part', 'a.csv.tmp', 'a.csv.crdownload', '.a.csv', 'a.csv~'])(
    'leaves %s alone',
    async (name) => {
      const path = file(name, 'a,b\n')
      expect(await isSettled(path, 0, Date.now() + 60_000)).toBe(false)
    },
  )

  it('leaves alone what has vanished, and directories', async () => {
    expect(await isSettled(file('vanished.csv'), 0)).toBe(false)
    expect(await isSettled(cwd, 0)).toBe(false)
  })
})
