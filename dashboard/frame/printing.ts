/**
 * Gives the page the width of its sheet of paper before it is printed, so that charts, which measure
 * their width, are drawn for it. Call it before anything else listens to `beforeprint`.
 */
export function followPrinting(): void {
  const { dataset } = document.documentElement
  addEventListener('beforeprint', () => {
    dataset.printing = ''
  })
  addEventListener('afterprint', () => {
    delete dataset.printing
  })
}
