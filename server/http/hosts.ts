import { hostname, networkInterfaces } from 'node:os'
import type { RequestHandler } from 'express'
import { ForeignRequestError } from './refusals.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const EVERY_ADDRESS = new Set(['0.0.0.0', '::'])

/**
 * The names under which a server that listens on `host` may be addressed, without the port: those of
 * the loopback, the host itself and, where it listens on every address, the machine's own ones.
 */
export function namesOf(host: string): string[] {
  const own = EVERY_ADDRESS.has(host)
    ? Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .map((address) => address.address)
        .concat(hostname())
    : [host]
  return [...LOOPBACK, ...own.map((name) => (name.includes(':') ? `[${name}]` : name))].map(
    (name) => name.toLowerCase(),
  )
}

/**
 * Refuses what a page of another site sends, also one whose name was pointed at this machine (DNS
 * rebinding): only the server's own names, with the port on which the request came in, are served.
 * @throws ForeignRequestError
 */
export function refuseForeign(names: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const port = request.socket.localPort ?? 0
    const own = (host: string) =>
      names.some((name) => host === `${name}:${port}` || (port === 80 && host === name))
    const { host, origin } = request.headers
    if (!host || !own(host.toLowerCase())) {
      throw new ForeignRequestError(
        `This server does not answer to the name ${JSON.stringify(host ?? '')}.`,
      )
    }
    if (origin !== undefined && !own(origin.toLowerCase().replace(/^https?:\/\//, ''))) {
      throw new ForeignRequestError('Pages of other sites may not ask this server.')
    }
    const crossSite = request.get('sec-fetch-site') === 'cross-site'
    if (crossSite && request.get('sec-fetch-mode') !== 'navigate') {
      throw new ForeignRequestError('Pages of other sites may not ask this server.')
    }
    if (crossSite && request.method !== 'GET' && request.method !== 'HEAD') {
      throw new ForeignRequestError('Pages of other sites may not send to this server.')
    }
    next()
  }
}
