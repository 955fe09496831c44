import { Agent, request } from 'node:http'
import type { Answer } from '../../sql/model/answer.ts'
import type { Question } from '../../sql/model/question.ts'

/** What came back of a request, and how long it took until its last byte, ms. */
export interface Told {
  ms: number
  status: number
  body: string
}

/** Asks the API over connections that stay open, as a browser does. */
export interface Asker {
  ask(question: Question): Promise<Told>
  read(path: string): Promise<Told>
  close(): void
}

/** @param connections how many requests may be under way at once */
export function openAsker(url: string, connections = 1): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const send = (path: string, body: string | null) =>
    new Promise<Told>((resolve, reject) => {
      const begun = performance.now()
      const asked = request(
        `${url}${path}`,
        {
          agent,
          method: body === null ? 'GET' : 'POST',
          headers: body === null ? {} : { 'Content-Type': 'application/json' },
        },
        (response) => {
          const pieces: Buffer[] = []
          response.on('data', (piece: Buffer) => pieces.push(piece))
          response.on('error', reject)
          response.on('end', () => {
            const ms = performance.now() - begun
            const text = Buffer.concat(pieces).toString()
            resolve({ ms, status: response.statusCode ?? 0, body: text })
          })
        },
      )
      asked.on('error', reject)
      asked.end(body ?? undefined)
    })
  return {
    ask: (question) => send('/api/ask', JSON.stringify(question)),
    read: (path) => send(path, null),
    close: () => agent.destroy(),
  }
}

/** The answer of a request that went well. */
export function answerOf({ status, body }: Told, name: string): Answer {
  if (status !== 200)
    throw new Error(`"${name}" was answered with ${status}: ${body.slice(0, 500)}`)
  return JSON.parse(body) as Answer
}
