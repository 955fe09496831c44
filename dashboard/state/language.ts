import { computed, effect } from '@preact/signals'
import { MESSAGES } from '../i18n/messages.ts'
import type { Messages } from '../i18n/text.ts'
import { path } from './address.ts'
import { view } from './view.ts'

/** The language that the page speaks. */
export const language = computed(() => view.value.language)

function titleOf(page: string, text: Messages): string {
  const name = page.startsWith('/briefings')
    ? text.briefings
    : page.startsWith('/ahead')
      ? text.ahead
      : page === '/data'
        ? text.data
        : text.today
  return `${name} · ${text.title}`
}

/** Keeps the document's language, title and theme in step with the view. */
export function followLook(): void {
  effect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    document.title = titleOf(path.value, MESSAGES[language.value])
  })
  effect(() => {
    document.documentElement.dataset.theme = view.value.theme
  })
}
