/** What went wrong with a request, as ClickHouse says it: `Code: N. DB::Exception: text. (NAME)`. */
export interface Failure {
  code: number
  status: number
  body: string
}

/** A refusal by the front itself, in ClickHouse's words. */
export class Refusal extends Error {
  readonly code: number
  readonly type: string
  constructor(code: number, type: string, message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.type = type
  }
}

const STATUSES: Readonly<Record<number, readonly number[]>> = {
  400: [6, 25, 26, 27, 36, 38, 41, 43, 53, 62, 72, 82, 83, 117, 130, 167, 168, 456, 457],
  404: [46, 47, 50, 56, 60, 63, 73, 81, 115],
  408: [159],
  413: [291],
  501: [1, 48],
  503: [74, 75, 76, 202, 209, 210, 241],
}

const statusOf = (code: number): number =>
  Number(Object.entries(STATUSES).find(([, codes]) => codes.includes(code))?.[0] ?? 500)

/** Reads an error of the engine or of the front. What has no code gets 1002 (UNKNOWN_EXCEPTION). */
export function describeFailure(error: unknown): Failure {
  if (error instanceof Refusal)
    return {
      code: error.code,
      status: statusOf(error.code),
      body: `Code: ${error.code}. DB::Exception: ${error.message} (${error.type})`,
    }
  const message = error instanceof Error ? error.message : String(error)
  const code = Number(/Code: (\d+)\. DB::/.exec(message)?.[1] ?? 0)
  if (code > 0) return { code, status: statusOf(code), body: message }
  if (message.includes('ENOSPC'))
    return describeFailure(new Refusal(243, 'NOT_ENOUGH_SPACE', message))
  return {
    code: 1002,
    status: 500,
    body: `Code: 1002. DB::Exception: ${message} (UNKNOWN_EXCEPTION)`,
  }
}
