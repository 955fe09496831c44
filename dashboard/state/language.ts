import { effect, signal } from '@preact/signals'
import { MESSAGES } from '../i18n/messages.ts'
import type { Language } from '../i18n/text.ts'

/** What the address asks for, else what the browser prefers. */
function preferred(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked === 'en' || asked === 'zh') return asked
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export const language = signal<Language>(preferred())

/** Chooses a language and remembers it in the address, so that a link keeps it. */
export function chooseLanguage(chosen: Language): void {
  const address = new URL(location.href)
  address.searchParams.set('lang', chosen)
  history.replaceState(null, '', address)
  language.value = chosen
}

/** Keeps the document's language and title in step. */
export function followLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    document.title = MESSAGES[language.value].title
  })
}
