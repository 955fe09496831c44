import type { ComponentChildren } from 'preact'
import { hideTip, showTip, type Tip } from './tip.tsx'

interface ToldProps {
  class?: string
  tip: () => Tip
  children: ComponentChildren
}

/** A number in a sentence that tells where it comes from, to the pointer and to the keyboard. */
export function Told({ class: name = '', tip, children }: ToldProps) {
  const tell = (event: { currentTarget: Element }) => showTip(tip(), event.currentTarget)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only shows a tooltip.
    <span
      class={`told ${name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reached by keyboard.
      tabIndex={0}
      onPointerEnter={tell}
      onPointerLeave={hideTip}
      onFocus={tell}
      onBlur={hideTip}
    >
      {children}
    </span>
  )
}
