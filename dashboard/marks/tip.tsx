import { signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/** What the page's tooltip says. */
export interface Tip {
  title: string
  value: string
  rows: { label: string; value: string }[]
  note?: string
}

const ID = 'tip'
const GAP = 8
/** A mark smaller than this in both directions stands among others of its row and column. */
const SMALL = 100

const shown = signal<{ tip: Tip; at: Element } | null>(null)

/** Shows the tooltip beside a mark, for the pointer and for the keyboard's focus alike. */
export function showTip(tip: Tip, at: Element): void {
  shown.peek()?.at.removeAttribute('aria-describedby')
  at.setAttribute('aria-describedby', ID)
  shown.value = { tip, at }
}

export function hideTip(): void {
  shown.peek()?.at.removeAttribute('aria-describedby')
  shown.value = null
}

/**
 * Puts the box above its mark, or below it, within the window; of a small mark aslant, so that its row
 * and its column stay in sight.
 */
function place(box: HTMLElement, at: Element): void {
  const mark = at.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const { width, height } = box.getBoundingClientRect()
  const isSmall = mark.width < SMALL && mark.height < SMALL
  const fitsBeside = mark.right + GAP + width + GAP <= clientWidth
  const beside = fitsBeside ? mark.right + GAP : mark.left - GAP - width
  const wanted = isSmall ? beside : mark.left + mark.width / 2 - width / 2
  const left = Math.max(GAP, Math.min(wanted, clientWidth - width - GAP))
  const above = mark.top - height - GAP
  const top = above >= GAP ? above : Math.min(mark.bottom + GAP, clientHeight - height - GAP)
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(GAP, top))}px)`
}

function isInSight(mark: Element): boolean {
  const { top, bottom } = mark.getBoundingClientRect()
  return bottom >= 0 && top <= document.documentElement.clientHeight
}

/** The one tooltip of the page; Escape hides it. */
export function TipLayer() {
  const box = useRef<HTMLDivElement>(null)
  const now = shown.value

  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && hideTip()
    document.addEventListener('keydown', leave)
    return () => document.removeEventListener('keydown', leave)
  }, [])

  useLayoutEffect(() => {
    if (!box.current || !now) return
    const layer = box.current
    place(layer, now.at)
    // A mark that gets the focus may come into sight only now; one that leaves it has no tooltip.
    const follow = () => (isInSight(now.at) ? place(layer, now.at) : hideTip())
    addEventListener('scroll', follow, { passive: true, capture: true })
    return () => removeEventListener('scroll', follow, { capture: true })
  }, [now])

  return (
    <div id={ID} class="tip" role="tooltip" ref={box} hidden={!now}>
      {now && (
        <>
          <p class="tip-title">{now.tip.title}</p>
          <p class="tip-value">{now.tip.value}</p>
          {now.tip.rows.length > 0 && (
            <dl>
              {now.tip.rows.map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
          {now.tip.note && <p class="tip-note">{now.tip.note}</p>}
        </>
      )}
    </div>
  )
}
