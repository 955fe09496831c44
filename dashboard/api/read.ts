import type { Catalog } from '../../server/contract/catalog.ts'
import type { ComplaintsPage, ComplaintsRequest } from '../../server/contract/complaints.ts'
import type { Health } from '../../server/contract/health.ts'
import type { Loads } from '../../server/contract/loads.ts'
import type { Problem } from '../../server/contract/problem.ts'
import type { Answer } from '../../sql/model/answer.ts'
import type { Boundaries, BoundariesRequest } from '../../sql/model/boundaries.ts'
import type { Question } from '../../sql/model/question.ts'

const PATIENCE_MS = 20_000

/** The server refused, and said why in words for a person. */
export class RefusedError extends Error {
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

async function request(path: string, options: RequestInit): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const response = await fetch(path, {
    ...options,
    headers: { Accept: 'application/json', ...options.headers },
    signal: options.signal ? AbortSignal.any([options.signal, patience]) : patience,
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => null)) as Problem | null
  throw problem?.detail
    ? new RefusedError(problem.detail, response.status)
    : new Error(`${path}: ${response.status}`)
}

/** What the server answers to a request of its API, as JSON. */
export const read = async <Told>(path: string, options: RequestInit = {}): Promise<Told> =>
  (await (await request(path, options)).json()) as Told

export const readHealth = () => read<Health>('/api/health')
export const readLoads = () => read<Loads>('/api/loads')
export const readCatalog = (city: string, signal: AbortSignal) =>
  read<Catalog>(`/api/catalog?city=${encodeURIComponent(city)}`, { signal })

/** The boundaries of a city's areas on one level; of those within one district where it is named. */
export function readBoundaries({ city, level, within }: BoundariesRequest): Promise<Boundaries> {
  const asked = new URLSearchParams({ city, level, ...(within && { within }) })
  return read<Boundaries>(`/api/boundaries?${asked}`)
}

/** A page of the complaints that filters let through. */
export const readComplaints = (request: ComplaintsRequest, signal: AbortSignal) =>
  read<ComplaintsPage>('/api/complaints', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  })

/** Where an answer can be read, and kept by the browser under its ETag. */
export const addressOf = (question: Question) =>
  `/api/ask?question=${encodeURIComponent(JSON.stringify(question))}`

const LONGEST_ADDRESS = 4000

/** Asks a question; one too long for an address is posted. */
function ask(question: Question, options: RequestInit): Promise<Response> {
  const address = addressOf(question)
  if (address.length <= LONGEST_ADDRESS) return request(address, options)
  return request('/api/ask', {
    method: 'POST',
    body: JSON.stringify(question),
    ...options,
    headers: { 'Content-Type': 'application/json', ...options.headers },
  })
}

export const readAnswer = async (
  question: Question,
  signal: AbortSignal,
  priority: RequestPriority,
): Promise<Answer> => (await (await ask(question, { signal, priority })).json()) as Answer

/** The answer to a question as an Arrow stream; whatever else the page asks goes before it. */
export async function readArrow(question: Question, signal: AbortSignal): Promise<ArrayBuffer> {
  const headers = { Accept: 'application/vnd.apache.arrow.stream' }
  const response = await ask(question, { signal, priority: 'low', headers })
  return response.arrayBuffer()
}
