/** One sentence: which variable is wrong, how, and what would be right. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
}
