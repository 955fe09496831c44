import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { FORMS } from '../etl/cities/expression.ts'
import { FIELDS } from '../etl/cities/mapping.ts'
import { checkTimeFormat } from '../etl/cities/time-format.ts'
import { questionSchema } from '../server/contract/question.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')
const README = read('README.md')

interface Manifest {
  license: string
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const manifest: Manifest = JSON.parse(read('package.json'))
const packages = { ...manifest.dependencies, ...manifest.devDependencies }

describe('the repository', () => {
  it('has at its top what belongs there, and nothing else', () => {
    const required = [
      ...['.ci', '.gitignore', 'LICENSE', 'README.md', 'package-lock.json', 'package.json'],
      ...['dashboard', 'etl', 'server', 'sql', 'tests', 'tsconfig.json'],
    ]
    const tools = ['.dependency-cruiser.cjs', 'biome.json', 'knip.json', 'vitest.config.ts']
    const ignored = read('.gitignore')
      .split('\n')
      .map((line) => line.replace(/\/$/, ''))
    const found = readdirSync(ROOT).filter(
      (name) => name !== '.git' && !ignored.includes(name) && !name.endsWith('.log'),
    )
    expect(required.filter((name) => !found.includes(name))).toEqual([])
    expect(found.filter((name) => !required.includes(name) && !tools.includes(name))).toEqual([])
  })

  it('pins every version exactly', () => {
    for (const [name, version] of Object.entries(packages)) {
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+(-[\w.]+)?$/)
    }
  })

  it('locks versions without saying where they came from', () => {
    const lock: { packages: Record<string, { resolved?: string } & Partial<Manifest>> } =
      JSON.parse(read('package-lock.json'))
    const origins = Object.values(lock.packages).filter((found) => found.resolved !== undefined)
    expect(origins).toEqual([])
    expect(lock.packages['']).toMatchObject({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    })
  })

  it('has its licence and a runnable .ci/run', () => {
    expect(read('LICENSE')).toContain('Apache License')
    expect(manifest.license).toBe('Apache-2.0')
    accessSync(join(ROOT, '.ci/run'), constants.X_OK)
  })

  it('has a schema whose files are numbered without a gap', () => {
    const names = readdirSync(join(ROOT, 'sql/schema')).sort()
    const numbers = names.map((name) => Number(/^(\d{3})_[a-z0-9_]+\.sql$/.exec(name)?.[1]))
    expect(numbers).toEqual(names.map((_, at) => at + 1))
  })
})

describe('the README', () => {
  it('has one line for every package, and none for others', () => {
    const listed = [...README.matchAll(/^\| `((?:@[\w-]+\/)?[a-z][\w.-]*)` \| .+ \|$/gm)]
    const names = listed.map((found) => found[1])
    expect(names.filter((name) => name !== undefined && name in packages)).toEqual(names)
    expect(names).toEqual([
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.devDependencies),
    ])
  })

  it('leads to files and commands that exist', () => {
    for (const [, target] of README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(existsSync(join(ROOT, target!)), target).toBe(true)
    }
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
    for (const [, script] of README.matchAll(/npm run (?:--silent )?([\w:-]+)/g)) {
      expect(scripts).toContain(script)
    }
  })

  it('shows an example city that is the tested one, whole', () => {
    const folder = join(ROOT, 'tests/fixtures/cities')
    const files = readdirSync(join(folder, 'riverside'), { recursive: true, encoding: 'utf8' })
      .map((name) => `riverside/${name}`)
      .filter((name) => /\.\w+$/.test(name))
    expect(files.length).toBeGreaterThan(4)
    for (const name of [...files, 'riverside-calls.csv']) {
      expect(README).toContain(`\n${readFileSync(join(folder, name), 'utf8').trimEnd()}\n\`\`\``)
    }
  })

  it('names every field, expression and time token of a mapping', () => {
    const page = README.slice(README.indexOf('## Add a city'), README.indexOf('## Settings'))
    for (const name of Object.keys(FIELDS)) expect(page).toContain(`\`${name}\``)
    for (const form of Object.keys(FORMS)) expect(page).toContain(`{"${form}"`)
    for (const [, format] of page.matchAll(/"(?:times|fileName)": "([^"]+)"/g)) {
      expect(checkTimeFormat(format!), format).toBeNull()
    }
  })

  it('asks Questions that fit the contract', () => {
    const questions = [
      ...[...README.matchAll(/-d '(\{[^']+\})'/g)].map((found) => found[1]),
      ...[...README.matchAll(/question=(\{[^']+\})'/g)].map((found) => found[1]),
    ]
    expect(questions.length).toBeGreaterThan(1)
    for (const question of questions) questionSchema.parse(JSON.parse(question!))
  })

  it('draws the import rules as they are enforced', () => {
    const drawn = readDiagram(README)
    // Composition: what these two put together is not ruled, but for the ETL.
    const free = ['main', 'app']
    for (const from of Object.keys(FOLDERS)) {
      const allowed = Object.keys(FOLDERS).filter((to) => to !== from && mayImport(from, to))
      const targets = [...(drawn.get(from) ?? [])].sort()
      if (free.includes(from)) expect(allowed).toEqual(expect.arrayContaining(targets))
      else expect({ from, targets }).toEqual({ from, targets: allowed.sort() })
    }
  })
})

/** The diagram's nodes, each by a file that could be there. */
const FOLDERS: Record<string, string> = {
  main: 'server/main.ts',
  app: 'server/app.ts',
  dashboard: 'dashboard/x.ts',
  etl: 'etl/x.ts',
  routes: 'server/routes/x.ts',
  insight: 'server/insight/x.ts',
  contract: 'server/contract/x.ts',
  warehouse: 'sql/node/x.ts',
  compile: 'sql/compile/x.ts',
  stats: 'server/stats/x.ts',
  model: 'sql/model/x.ts',
}

function readDiagram(text: string): Map<string, Set<string>> {
  const drawn = new Map<string, Set<string>>()
  const diagram = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  for (const line of diagram.split('\n')) {
    const edge = /^\s*(\w+)(?:\[[^\]]*\])? (?:-->|-\. types \.->) (.+)$/.exec(line)
    if (edge) drawn.set(edge[1]!, new Set(edge[2]!.split(' & ')))
  }
  return drawn
}

interface Rule {
  from: { path?: string; pathNot?: string }
  to: { path?: string; pathNot?: string; dependencyTypesNot?: string[] }
}

function mayImport(from: string, to: string): boolean {
  const { forbidden }: { forbidden: Rule[] } = createRequire(import.meta.url)(
    '../.dependency-cruiser.cjs',
  )
  const matches = (file: string, rule: { path?: string; pathNot?: string }) =>
    rule.path !== undefined &&
    new RegExp(rule.path).test(file) &&
    !(rule.pathNot !== undefined && new RegExp(rule.pathNot).test(file))
  return !forbidden.some(
    (rule) =>
      rule.to.dependencyTypesNot === undefined &&
      matches(FOLDERS[from]!, rule.from) &&
      matches(FOLDERS[to]!, rule.to),
  )
}
