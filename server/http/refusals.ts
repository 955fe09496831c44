/** The request came from a page of another site, or under a name that is not this server's. */
export class ForeignRequestError extends Error {
  override name = 'ForeignRequestError'
}

/** More requests at once than the server takes. */
export class CrowdedError extends Error {
  override name = 'CrowdedError'
}

/** Nothing lies under this path. */
export class UnknownPathError extends Error {
  override name = 'UnknownPathError'
}

/** The body is not of a kind that this path reads. */
export class UnreadableBodyError extends Error {
  override name = 'UnreadableBodyError'
}
