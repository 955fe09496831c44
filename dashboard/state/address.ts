import { batch, signal } from '@preact/signals'

/** The path and the query of the page's address. */
export const path = signal('/')
export const search = signal('')

function read(): void {
  batch(() => {
    path.value = location.pathname
    search.value = location.search
  })
}

/** Takes the address as it is now and whenever the reader goes back or forward. */
export function followAddress(): void {
  addEventListener('popstate', read)
  read()
}

/** Goes to an address of this page; the present one stays behind it in the history. */
export function go(href: string): void {
  history.pushState(null, '', href)
  read()
}

/** Writes the address anew without a step in the history. */
export function rewrite(href: string): void {
  history.replaceState(null, '', href)
  read()
}
