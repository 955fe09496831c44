const WIDTH = 24
const number = new Intl.NumberFormat('en')

export interface Bar {
  /** Shows how far the work is: a share of 0 to 1, and the complaints so far. */
  show(share: number, complaints: number): void
}

/**
 * A progress bar: on a terminal one line that moves, anywhere else a line for each tenth.
 * @param what the work, in a few words
 */
export function createBar(out: NodeJS.WriteStream, what: string): Bar {
  let tenth = -1
  return {
    show(share, complaints) {
      const full = Math.round(share * WIDTH)
      const drawn = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
      const percent = `${Math.floor(share * 100)}`.padStart(3)
      const line = `${what.padEnd(24)} ${drawn} ${percent} %  ${number.format(complaints)} rows`
      if (out.isTTY) {
        out.write(`\r${line.slice(0, (out.columns ?? 80) - 1)}\x1b[K${share >= 1 ? '\n' : ''}`)
        return
      }
      const reached = Math.floor(share * 10)
      if (reached === tenth) return
      tenth = reached
      out.write(`${line}\n`)
    },
  }
}
