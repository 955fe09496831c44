import { type IncomingHttpHeaders, request } from 'node:http'

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  json(): Record<string, unknown>
}

export interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: string | Record<string, unknown>
}

/** Sends a request as it stands: unlike `fetch`, any header may be said, `Host` and `Origin` too. */
export function send(url: string, { method, headers, body }: Sent = {}): Promise<Reply> {
  const text = typeof body === 'object' ? JSON.stringify(body) : body
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: method ?? (text === undefined ? 'GET' : 'POST'),
        agent: false,
        headers: { ...(text !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const all = Buffer.concat(chunks).toString('utf8')
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: all,
            json: () => JSON.parse(all) as Record<string, unknown>,
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}
