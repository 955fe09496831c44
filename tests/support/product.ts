import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Product {
  url: string
  /** Seconds from the command to the address in its output. */
  seconds: number
  /** What it has said on its output. */
  said: () => string
  /** Ends it as Ctrl-C does, and waits for it. */
  stop: () => Promise<number | null>
}

/**
 * Starts the whole product as a person would, in a folder of its own, and waits until it says where it is.
 * @param command the command line: `npm start`, or what it runs after the build
 * @throws Error with what it said, where it ends before that
 */
export async function startProduct(command: string[], data: string): Promise<Product> {
  const begun = Date.now()
  const [program = '', ...rest] = command
  const child = spawn(program, rest, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, WEISU_DATA: data, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let out = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    out += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const stop = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    return ended
  }
  for (;;) {
    const [url] = /http:\/\/\S+/.exec(out) ?? []
    if (url) return { url, seconds: (Date.now() - begun) / 1000, said: () => out, stop }
    const over = await Promise.race([
      once(child.stdout, 'data').then(() => false),
      ended.then(() => true),
    ])
    if (over) throw new Error(`It ended before it served: ${out}${errors}`)
  }
}
