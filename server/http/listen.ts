import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The address cannot be listened on: one sentence with what to do. */
export class PortError extends Error {
  override name = 'PortError'
}

/**
 * Listens on `host` and `port` (0: any free one) and gives the address to open in a browser.
 * @throws PortError
 */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)))
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
      resolve(`http://${name.includes(':') ? `[${name}]` : name}:${taken}`)
    })
  })
}

const GRACE_MS = 1_500

/** Takes no more requests, lets those in hand end, but for at most 1.5 s, and closes what is left. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(timer)
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new PortError(
        `Port ${port} is in use: end what listens there, or choose another with PORT=${port + 1}.`,
      )
    case 'EACCES':
      return new PortError(`Port ${port} is not for this user: choose one above 1023 with PORT.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PortError(`This machine has no address ${host}: change HOST.`)
    default:
      return error
  }
}
