import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const SERVE = fileURLToPath(new URL('./serve.ts', import.meta.url))

export interface Served {
  url: string
  pid: number
  stop(): Promise<void>
}

/**
 * Serves the app on a warehouse from a process of its own.
 * @param mode `remember` answers, as the product does, or `compute` each of them
 * @throws Error where it ends before it serves
 */
export async function startServed(data: string, mode: 'remember' | 'compute'): Promise<Served> {
  const child = spawn(process.execPath, ['--import', 'tsx', SERVE, data, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const ended = once(child, 'exit')
  let said = ''
  for (;;) {
    const [piece] = await Promise.race([
      once(child.stdout, 'data'),
      ended.then(() => [null] as [null]),
    ])
    if (piece === null) throw new Error('the server ended before it served')
    said += String(piece)
    const [url] = /http:\S+/.exec(said) ?? []
    if (!url || child.pid === undefined) continue
    return {
      url,
      pid: child.pid,
      stop: async () => {
        child.kill('SIGTERM')
        await ended
      },
    }
  }
}
