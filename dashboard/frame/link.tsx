import type { ComponentChildren } from 'preact'
import { go } from '../state/address.ts'

interface LinkProps {
  href: string
  class?: string
  current?: boolean
  /** What is shown and focused then, by its id; the top of the page unless named. */
  onto?: string
  children: ComponentChildren
}

/** Goes to another address of this page, and shows it from an element on, or from its top. */
export function follow(href: string, onto?: string): void {
  go(href)
  if (onto) document.getElementById(onto)?.scrollIntoView({ block: 'start' })
  else scrollTo(0, 0)
  document.getElementById('content')?.focus({ preventScroll: true })
}

/** A link to another address of this page, followed without loading the page anew. */
export function Link({ href, class: name, current, onto, children }: LinkProps) {
  const onClick = (event: MouseEvent) => {
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey
    if (elsewhere || event.altKey || event.defaultPrevented) return
    event.preventDefault()
    follow(href, onto)
  }
  return (
    <a href={href} class={name} aria-current={current ? 'page' : undefined} onClick={onClick}>
      {children}
    </a>
  )
}
