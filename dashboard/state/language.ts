import { computed, effect } from '@preact/signals'
import { MESSAGES } from '../i18n/messages.ts'
import { view } from './view.ts'

/** The language that the page speaks. */
export const language = computed(() => view.value.language)

/** Keeps the document's language, title and theme in step with the view. */
export function followLook(): void {
  effect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    document.title = MESSAGES[language.value].title
  })
  effect(() => {
    document.documentElement.dataset.theme = view.value.theme
  })
}
