const KEY = 'weisu.author'

/** How the reader called themselves last; empty where they have not, or the browser keeps nothing. */
export function readAuthor(): string {
  try {
    return localStorage.getItem(KEY) ?? ''
  } catch {
    return ''
  }
}

export function keepAuthor(author: string): void {
  try {
    localStorage.setItem(KEY, author)
  } catch {
    // A browser that keeps nothing asks for the name again.
  }
}
