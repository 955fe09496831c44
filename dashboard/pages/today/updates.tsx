import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { formatLocalTime } from '../../i18n/format.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { language } from '../../state/language.ts'
import { city } from '../../state/view.ts'

/** Tells whoever listens to the page that its numbers have moved on. */
export function Updates() {
  const lang = language.value
  const said = useSignal('')
  const last = useRef<{ id: string; version: number } | null>(null)
  const { id, version, through } = city.value ?? {}

  useEffect(() => {
    if (!id || version === undefined) return
    const moved = last.current?.id === id && last.current.version !== version
    last.current = { id, version }
    if (moved && through) said.value = MESSAGES[lang].updated(formatLocalTime(through, lang))
  }, [id, version])

  return (
    <p class="hidden" role="status">
      {said.value}
    </p>
  )
}
