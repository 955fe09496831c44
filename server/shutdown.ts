type Step = () => void | Promise<void>

const PATIENCE_MS = 4_000

/**
 * Ends the process in order on SIGINT or SIGTERM: runs the steps that were given to the returned
 * function, the last first, then exits with 0, at the latest after 4 s.
 */
export function endOnSignal(): (step: Step) => void {
  const steps: Step[] = []
  let ending = false
  const end = async () => {
    // A terminal sends the signal to npm and to us, and npm sends it on: it may come twice.
    if (ending) return
    ending = true
    setTimeout(() => process.exit(0), PATIENCE_MS)
    for (const step of steps.reverse()) {
      try {
        await step()
      } catch (error) {
        process.stderr.write(`${String(error)}\n`)
      }
    }
    process.exit(0)
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  return (step) => {
    steps.push(step)
  }
}
