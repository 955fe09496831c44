import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

interface PopoverProps {
  id: string
  /** What the button says. */
  label: ComponentChildren
  /** The name of what opens. */
  title: string
  class?: string
  pressed?: boolean
  children: (close: () => void) => ComponentChildren
}

/** A button that opens a box below it; Escape, a press elsewhere and leaving it close it. */
export function Popover({ id, label, title, class: name, pressed, children }: PopoverProps) {
  const open = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)

  const close = () => {
    open.value = false
    button.current?.focus()
  }

  useEffect(() => {
    if (!open.value) return
    const leave = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) open.value = false
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
    }
  }, [open.value])

  useLayoutEffect(() => {
    if (!box.current) return
    const { right } = box.current.getBoundingClientRect()
    if (right > document.documentElement.clientWidth) box.current.dataset.align = 'end'
    box.current.querySelector<HTMLElement>('input')?.focus()
  }, [open.value])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside.
    <div
      class="popover-root"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open.value) return
        event.stopPropagation()
        close()
      }}
    >
      <button
        type="button"
        class={name}
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={open.value}
        aria-controls={open.value ? id : undefined}
        aria-pressed={pressed}
        onClick={() => {
          open.value = !open.value
        }}
      >
        {label}
      </button>
      {open.value && (
        <div class="popover" id={id} ref={box} role="dialog" aria-label={title} tabIndex={-1}>
          {children(close)}
        </div>
      )}
    </div>
  )
}
