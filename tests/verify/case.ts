/**
 * A reference case, made with software that nobody here wrote (its README says the conventions).
 * `Input`, `Params` and `Output` are what its kind has.
 */
export interface Case<Input = unknown, Params = unknown, Output = unknown> {
  case: string
  kind: string
  input: Input
  params: Params
  output: Output
  tolerance?: string | Readonly<Record<string, string>>
  notes?: readonly string[]
}

/** How far a computed number may be from the reference. */
export interface Tolerance {
  relative: number
  /** Where the reference is near 0 a relative error means nothing: this is enough then. */
  absolute: number
}

/** One number of a case, or one other value, as both have it. */
export interface Check {
  /** Where in the case's output: `upperbound[3]`. */
  path: string
  expected: unknown
  actual: unknown
  tolerance: Tolerance
}

/** Computes what a case says, and tells each value that is to be compared. */
export type Judge = (given: Case) => Iterable<Check>
