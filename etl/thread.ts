import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/**
 * Starts a file of ours on a thread of its own. A thread does not inherit the loader of TypeScript: it
 * registers its own first.
 */
export function startThread(file: URL, workerData: unknown): Worker {
  // The package's entry for `import`, which `require.resolve` would not find.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))
  const loader = new URL('./dist/esm/api/index.mjs', tsx).href
  const code = `import { register } from '${loader}'; register(); await import('${file.href}')`
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    workerData,
    execArgv: [],
  })
}
