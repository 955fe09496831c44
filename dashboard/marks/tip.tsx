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

/** The one tooltip of the page; Escape and scrolling hide it. */
export function TipLayer() {
  const box = useRef<HTMLDivElement>(null)
  const now = shown.value

  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && hideTip()
    document.addEventListener('keydown', leave)
    addEventListener('scroll', hideTip, { passive: true, capture: true })
    return () => {
      document.removeEventListener('keydown', leave)
      removeEventListener('scroll', hideTip, { capture: true })
    }
  }, [])

  useLayoutEffect(() => {
    if (!box.current || !now) return
    const mark = now.at.getBoundingClientRect()
    const { width, height } = box.current.getBoundingClientRect()
    const middle = mark.left + mark.width / 2 - width / 2
    const left = Math.max(GAP, Math.min(middle, document.documentElement.clientWidth - width - GAP))
    const above = mark.top - height - GAP
    const top = above >= GAP ? above : mark.bottom + GAP
    box.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
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
