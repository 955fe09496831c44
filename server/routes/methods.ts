import type { RequestHandler } from 'express'
import type { Problem } from '../contract/problem.ts'

/** Refuses every other method of a path, and names those that it has. */
export function allowOnly(...methods: string[]): RequestHandler {
  return (request, response) => {
    const problem: Problem = {
      title: 'Wrong method',
      status: 405,
      detail: `${request.method} is not for this path: use ${methods.join(' or ')}.`,
      allowed: methods,
      requestId: String(request.id),
    }
    response.status(405).set('Allow', methods.join(', ')).type('application/problem+json')
    response.send(JSON.stringify(problem))
  }
}
