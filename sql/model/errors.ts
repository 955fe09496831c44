/** The asker's mistake: says what is wrong, where, and what would be right. */
export class QuestionError extends Error {
  readonly allowed: readonly string[] | undefined
  constructor(detail: string, allowed?: readonly string[]) {
    super(detail)
    this.name = 'QuestionError'
    this.allowed = allowed
  }
}

/** A right Question that would take too long or answer too much: says how to narrow it. */
export class TooMuchError extends Error {
  override name = 'TooMuchError'
}

/** What was asked for by its name is not here: says what is. */
export class NotFoundError extends Error {
  readonly allowed: readonly string[]
  constructor(detail: string, allowed: readonly string[]) {
    super(detail)
    this.name = 'NotFoundError'
    this.allowed = allowed
  }
}

/** The asked data version is no longer (or not yet) there. */
export class VersionGoneError extends Error {
  override name = 'VersionGoneError'
}

/** The warehouse cannot be reached or died under the request: try again. */
export class WarehouseDownError extends Error {
  override name = 'WarehouseDownError'
}

/** The warehouse is there, but others asked first, and too many: try again. */
export class WarehouseBusyError extends WarehouseDownError {
  override name = 'WarehouseBusyError'
}
