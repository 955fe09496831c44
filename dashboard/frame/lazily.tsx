import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { MESSAGES } from '../i18n/messages.ts'
import { language } from '../state/language.ts'

/** A component whose code is fetched when it is first shown. */
export function lazily<Props extends object>(
  fetchIt: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const fetched = signal<ComponentType<Props> | null>(null)
  let asked = false
  return function Lazy(props: Props) {
    const Shown = fetched.value
    if (Shown) return <Shown {...props} />
    if (!asked) {
      asked = true
      fetchIt().then(
        (component) => {
          fetched.value = component
        },
        () => {
          asked = false
        },
      )
    }
    return <p class="reading">{MESSAGES[language.value].loading}</p>
  }
}
