import { basename } from 'node:path'
import type { LoadProgress } from './load-context.ts'

const number = new Intl.NumberFormat('en')
const EVERY_MS = 100

/**
 * Shows on a terminal how far a load is: rows, rows a second, time left. Anything else than a terminal
 * is left in peace.
 */
export function showProgress(terminal: NodeJS.WriteStream, file: string) {
  const started = Date.now()
  let shown = 0
  let phaseStarted = started
  let phase = ''
  const show = (progress: LoadProgress): void => {
    const now = Date.now()
    if (!terminal.isTTY || (now - shown < EVERY_MS && progress.phase === phase)) return
    if (progress.phase !== phase) {
      phase = progress.phase
      phaseStarted = now
    }
    shown = now
    const seconds = Math.max((now - phaseStarted) / 1000, 0.001)
    const rate = number.format(Math.round(progress.rows / seconds))
    const left = progress.share > 0 ? (seconds * (1 - progress.share)) / progress.share : 0
    const of = progress.ofRows === null ? '' : ` of ${number.format(progress.ofRows)}`
    const line = `${basename(file)}: ${progress.phase} ${Math.round(progress.share * 100)} %, ${number.format(progress.rows)}${of} rows, ${rate} rows/s, ${Math.ceil(left)} s left`
    terminal.write(`\r${line.slice(0, (terminal.columns ?? 80) - 1)}\x1b[K`)
  }
  const end = (): void => {
    if (terminal.isTTY && shown > 0) terminal.write('\r\x1b[K')
  }
  return { show, end }
}
