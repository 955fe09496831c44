/** Lets the Tab key reach one place of a grid alone: the one that was focused last. */
export function rove(grid: Element, next: Element): void {
  for (const last of grid.querySelectorAll('[tabindex="0"]')) last.setAttribute('tabindex', '-1')
  next.setAttribute('tabindex', '0')
}
